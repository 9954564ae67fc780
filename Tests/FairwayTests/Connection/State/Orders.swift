/// All orders of some steps in which each comes after the ones it needs.
struct Orders<Step: Hashable> {
    let steps: [Step]
    /// What has to come before a step.
    let needs: [Step: Step]

    /// Calls `body` with each order, and also with each beginning of one: a step need not come at all.
    func forEach(_ body: ([Step]) -> Void) async {
        body([])
        for first in steps where needs[first] == nil {
            body([first])
            for second in steps where second != first && (needs[second] ?? first) == first {
                var order = [first, second]
                extend(&order, with: steps.filter { !order.contains($0) }, body)
                // Other tests share the threads, and some of them have time limits.
                await Task.yield()
            }
        }
    }

    private func extend(_ order: inout [Step], with rest: [Step], _ body: ([Step]) -> Void) {
        body(order)
        for (index, step) in rest.enumerated() where needs[step].map({ order.contains($0) }) ?? true {
            var others = rest
            others.remove(at: index)
            order.append(step)
            extend(&order, with: others, body)
            order.removeLast()
        }
    }
}

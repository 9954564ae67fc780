/// All orders of some steps in which each comes after the ones it needs.
struct Orders<Step: Hashable> {
    let steps: [Step]
    /// What has to come before a step.
    let needs: [Step: Step]

    func forEach(_ body: ([Step]) -> Void) {
        var order: [Step] = []
        extend(&order, with: steps, body)
    }

    /// Calls `body` with each order, and also with each beginning of one: a step need not come at all.
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

import Testing

/// All orders of some steps in which each comes after the ones it needs.
struct Orders<Step: Hashable> {
    let steps: [Step]
    /// What has to come before a step.
    let needs: [Step: Step]

    /// Expects that no order brings about a problem.
    ///
    /// - Parameter play: plays an order and says what is wrong with the outcome, where something is.
    /// - Returns: how many orders were played.
    func holds(_ play: ([Step]) -> String?) async -> Int {
        var problems: [String] = []
        var count = 0
        await forEach { order in
            count += 1
            if let problem = play(order) { problems.append("\(order): \(problem)") }
        }
        #expect(problems.prefix(3).isEmpty)
        return count
    }

    /// Calls `body` with each order, and also with each beginning of one: a step need not come at all.
    private func forEach(_ body: ([Step]) -> Void) async {
        var beginnings: [[Step]] = [[]]
        // Other tests share the threads, and some of them have time limits: most is done in small portions.
        while let beginning = beginnings.popLast() {
            guard beginning.count < 3 else {
                extend(beginning, body)
                await Task.yield()
                continue
            }
            body(beginning)
            beginnings += next(after: beginning).map { beginning + [$0] }
        }
    }

    private func extend(_ order: [Step], _ body: ([Step]) -> Void) {
        body(order)
        for step in next(after: order) { extend(order + [step], body) }
    }

    private func next(after order: [Step]) -> [Step] {
        steps.filter { step in
            !order.contains(step) && (needs[step].map(order.contains) ?? true)
        }
    }
}

import Testing

@testable import FairwaySchema

@Suite("Cycles of references")
struct ReferenceGraphTests {
    private func graph(_ edges: [(Int, Int)], count: Int) -> ReferenceGraph {
        var graph = ReferenceGraph(count: count)
        for (source, target) in edges { graph.add(from: source, to: target) }
        return graph
    }

    @Test("What refers to others comes after them")
    func order() {
        #expect(graph([(0, 1), (1, 2), (0, 3)], count: 4).components == [[2], [1], [3], [0]])
    }

    @Test("Those that lead to one another are one group")
    func groups() {
        let graph = graph([(0, 1), (1, 2), (2, 1), (2, 3), (3, 3)], count: 5)
        let groups = graph.components.map { $0.sorted() }
        #expect(groups == [[3], [1, 2], [0], [4]])
        #expect(groups.map(graph.isCycle) == [true, true, false, false])
    }
}

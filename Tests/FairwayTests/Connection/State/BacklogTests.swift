import Testing

@testable import Fairway

@Suite("What waits, first in, first out")
struct BacklogTests {
    private final class Thing {}

    @Test("Keeps the order, whatever is taken out of it")
    func order() {
        var random = SeededRandom(seed: 7)
        var backlog = Backlog<Int>()
        var expected: [Int] = []
        for number in 0..<5_000 {
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1, 2:
                backlog.append(number)
                expected.append(number)
            case 3:
                #expect(backlog.popFirst() == (expected.isEmpty ? nil : expected.removeFirst()))
            default:
                let fits = { (number: Int) in number.isMultiple(of: 7) }
                let index = expected.firstIndex(where: fits)
                #expect(backlog.removeFirst(where: fits) == index.map { expected.remove(at: $0) })
            }
            #expect(backlog.count == expected.count)
        }
        #expect(backlog.removeAll() == expected)
        #expect(backlog.isEmpty)
    }

    @Test("Lets go of what is taken out, also while something waits behind it")
    func lettingGo() {
        var backlog = Backlog<Thing>()
        for _ in 0..<1_000 { backlog.append(Thing()) }
        weak var first: Thing?
        do {
            let taken = backlog.popFirst()
            first = taken
            #expect(first != nil)
        }
        #expect(first == nil)
        #expect(backlog.count == 999)
    }
}

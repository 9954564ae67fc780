import Testing

@testable import Fairway

// One walk at a time, because other tests share the threads and some of them have time limits.
@Suite("A connection's state, as a value", .serialized, .timeLimit(.minutes(5)))
struct ConnectionStateTests {
    private static let stepsPerWalk = 20_000

    @Test("Holds its promises over a million random steps", arguments: 1...50)
    func walk(seed: UInt64) async {
        var walk = ConnectionWalk(seed: seed)
        var steps = 0
        while steps < Self.stepsPerWalk, walk.violations.isEmpty {
            walk.step()
            steps += 1
            if steps.isMultiple(of: 500) { await Task.yield() }
        }
        #expect(walk.violations.isEmpty, "seed \(seed), step \(steps)")
        #expect(walk.lives > 10)
    }

    @Test("Two of them with a network between end each request once, and the right way", arguments: 1...20)
    func twoEnds(seed: UInt64) async {
        var walk = TwoEnds(seed: seed)
        var steps = 0
        while steps < Self.stepsPerWalk, walk.violations.isEmpty {
            walk.step()
            steps += 1
            if steps.isMultiple(of: 500) { await Task.yield() }
        }
        #expect(walk.violations.isEmpty, "seed \(seed), step \(steps)")
        #expect(walk.lives > 10)
        #expect(walk.answers > 100)
    }
}

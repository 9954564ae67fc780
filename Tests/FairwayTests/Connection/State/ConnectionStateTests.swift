import Testing

@testable import Fairway

// One walk at a time, because other tests share the threads and some of them have time limits.
@Suite("A connection's state, as a value", .serialized, .timeLimit(.minutes(5)))
struct ConnectionStateTests {
    @Test("Holds its promises over a million random steps", arguments: 1...50)
    func walk(seed: UInt64) async {
        let walk = await ConnectionWalk.walk(20_000, seed: seed)
        #expect(walk.lives > 10)
    }

    @Test("Two of them with a network between end each request and channel once, and the right way", arguments: 1...20)
    func twoEnds(seed: UInt64) async {
        let walk = await TwoEnds.walk(20_000, seed: seed)
        #expect(walk.lives > 3)
        #expect(walk.answers > 50)
        #expect(walk.wholeStreams > 10)
        #expect(walk.conversations > 5)
    }
}

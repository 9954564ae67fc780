import Testing

@testable import Fairway

// One walk at a time, because other tests share the threads and some of them have time limits.
@Suite("A client's state, as a value", .serialized, .timeLimit(.minutes(5)))
struct ClientStateTests {
    private final class Link: Sendable {}

    @Test("Holds its promises over two hundred thousand random steps", arguments: 1...20)
    func walk(seed: UInt64) async {
        let walk = await ClientWalk.walk(10_000, seed: seed)
        #expect(walk.events > 1_000)
        #expect(!walk.comesBack || walk.returns > 100)
    }

    @Test("An event that a dying connection does not take goes out on the one that has come meanwhile")
    func replacedWhileEmitting() throws {
        var state = ClientState<Link, Int>(limit: 1, backoff: nil)
        let (first, second) = (Link(), Link())
        for link in [first, second] {
            let beginning = state.begin(link, ending: nil, at: .zero)
            _ = try #require(beginning)
            guard case .bound = state.bind(link) else {
                Issue.record("not bound")
                return
            }
        }
        guard case .send(let link) = state.emit(EncodedMessage(bytes: []), butNotOn: first) else {
            Issue.record("not sent")
            return
        }
        #expect(link === second)
    }
}

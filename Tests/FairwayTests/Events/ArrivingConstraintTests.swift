import FairwayTesting
import Testing

@testable import Fairway

@Suite("What arrives and breaks a constraint")
struct ArrivingConstraintTests {
    private let server = FairwayServer()
    private let peer: RawPeer
    private let reports = Events<String>()

    init() {
        peer = RawPeer(connectingTo: server)
        server.onError { [reports] in reports.add("\($0.underlying)") }
    }

    private func rejection(_ message: String) -> RawPeer.Received {
        .message(#"{"i":1,"e":{"message":"\#(message)"},"_":1}"#)
    }

    @Test(
        "Is rejected with the argument, the path inside it, what was wanted and what came",
        arguments: [
            (#"["say","a"]"#, "argument 'text' of 'say' on channel 'board': expected 2 to 5 characters, got 1"),
            (
                #"["say","ab",{"tags":["a","toolong"]}]"#,
                "argument 'note.tags[1]' of 'say' on channel 'board': expected at most 5 characters, got 7"
            ),
            (
                #"["say","ab",{"tags":["a","b","c"]}]"#,
                "argument 'note.tags' of 'say' on channel 'board': expected at most 2 items, got 3"
            ),
            (
                #"["say","ab",{"ratings":{"x":1,"y":6},"tags":[]}]"#,
                "argument 'note.ratings.y' of 'say' on channel 'board': expected 1 to 5, got 6"
            ),
            (#"["say","ab",null,0]"#, "argument 'limit' of 'say' on channel 'board': expected 1 to 200, got 0"),
            (#"["say"]"#, "argument 'text' of 'say' on channel 'board': expected a string, got nothing"),
        ]
    )
    func rejections(call: String, message: String) async throws {
        let hasRun = Shared(false)
        server[Board.self].on(Board.ToServer.say) { _, _, _, _ in hasRun.change { $0 = true } }
        try peer.send(#"{"i":1,"c":"board","a":\#(call)}"#)
        #expect(await peer.next() == rejection(message))
        #expect(!hasRun.value)
    }

    @Test("Is dropped and reported where nobody waits for an answer")
    func events() async throws {
        server[Board.self].on(Board.ToServer.say) { _, _, _, _ in }
        try peer.send(#"{"c":"board","a":["say","a"]}"#)
        #expect(
            await reports.next() == "argument 'text' of 'say' on channel 'board': expected 2 to 5 characters, got 1"
        )
    }

    @Test("Lets what holds through, and a default is not checked")
    func holding() async throws {
        let calls = Events<String>()
        server[Board.self].on(Board.ToServer.say) { _, text, note, limit in
            calls.add("\(text) \(note?.tags ?? []) \(limit)")
        }
        try peer.send(#"{"c":"board","a":["say","ab",{"tags":["x"]},200]}"#)
        try peer.send(#"{"c":"board","a":["say","abcde"]}"#)
        #expect(await calls.next(2) == [#"ab ["x"] 200"#, "abcde [] 50"])
    }

    @Test("Is an internal error where it is the handler's own answer, of which this side learns")
    func answers() async throws {
        server[Board.self].on(Board.ToServer.pin) { _, place in
            switch place {
            case 1: Array(repeating: Board.Note(tags: []), count: 3)
            default: [Board.Note(tags: []), Board.Note(tags: ["a", "toolong"])]
            }
        }
        try peer.send(#"{"i":1,"c":"board","a":["pin",1]}"#)
        #expect(await peer.next() == rejection("internal error"))
        try peer.send(#"{"i":1,"c":"board","a":["pin",2]}"#)
        #expect(await peer.next() == rejection("internal error"))
        #expect(
            await reports.next(2) == [
                "handler of 'pin' on channel 'board' failed: the answer cannot be sent: expected at most 2 items, got 3",
                "handler of 'pin' on channel 'board' failed: the answer at '[1].tags[1]' cannot be sent: "
                    + "expected at most 5 characters, got 7",
            ]
        )
    }

    @Test(
        "Makes a request fail where it is the answer",
        arguments: [
            ("[{\"tags\":[]},{\"tags\":[]},{\"tags\":[]}]", "answer of 'pin': expected at most 2 items, got 3"),
            (
                #"[{"tags":["toolong"]}]"#,
                "answer of 'pin' at '[0].tags[0]': expected at most 5 characters, got 7"
            ),
        ]
    )
    func unreadable(answer: String, message: String) async throws {
        var configuration = ConnectionConfiguration()
        configuration.clock = ManualClock()
        let client = FairwayClient(configuration: configuration)
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        let peer = RawPeer(peerEnd)
        let notes = Task { try await client[Board.self].pin(place: 1) }
        _ = await peer.next()
        try peer.send(#"{"i":1,"d":\#(answer)}"#)
        await #expect(throws: RequestError.unreadableAnswer(message)) { try await notes.value }
    }
}

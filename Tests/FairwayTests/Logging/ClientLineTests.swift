import FairwayTesting
import Testing

@testable import Fairway

@Suite("What a client program refuses makes one line in its log")
struct ClientLineTests {
    private let log = RecordingLog()
    private let client: FairwayClient
    private let peer: RawPeer

    init() {
        client = FairwayClient(configuration: log.configuration)
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        peer = RawPeer(peerEnd)
    }

    @Test(
        "An answer that cannot be read",
        arguments: [
            (
                #"{"i":1,"d":"canary"}"#,
                RecordedLine(.unreadableAnswer, ["event": "ask", "request": "1", "reason": "expected an integer"])
            ),
            (
                #"{"i":1}"#,
                RecordedLine(.unreadableAnswer, ["event": "ask", "request": "1", "reason": "expected a value"])
            ),
            (
                #"{"i":1,"d":"\ud800canary"}"#,
                RecordedLine(.malformedMessage, ["request": "1", "reason": "malformed JSON: a lone surrogate"])
            ),
            (#"{"i":1,"h":1}"#, RecordedLine(.unwantedChannel, ["channel": "1", "request": "1"])),
        ]
    )
    func answers(frame: String, line: RecordedLine) async throws {
        let answer = Task { try await client.request("ask") as Int }
        _ = await peer.next()
        try peer.send(frame)
        await #expect(throws: RequestError.self) { _ = try await answer.value }
        #expect(log.lines == [line])
    }

    @Test("Rejections and answers that come too late make none")
    func rejection() async throws {
        let answer = Task { try await client.request("ask") as Int }
        _ = await peer.next()
        try peer.send(#"{"i":1,"e":"canary"}"#)
        try peer.send(#"{"i":1,"d":2}"#)
        await #expect(throws: RemoteError.self) { _ = try await answer.value }
        #expect(log.lines == [])
    }

    @Test("A server's event that nobody listens to")
    func noListener() async throws {
        client.on("ping") { "pong" }
        try peer.send(#"{"a":["news","canary"]}"#)
        try peer.send(#"{"i":1,"a":["ping"]}"#)
        _ = await peer.next()
        #expect(log.lines == [RecordedLine(.noListener, ["event": "news"])])
    }

    @Test("An event that waited for the connection and does not fit into it")
    func unsent() async throws {
        let client = FairwayClient(configuration: log.configuration)
        try await client.emit("long", String(repeating: "CANARY", count: 100))
        client.connect(over: InMemoryTransport.pair(bufferLimit: 100).0)
        #expect(log.lines == [RecordedLine(.unsentEvent, ["reason": "bufferFull"])])
    }
}

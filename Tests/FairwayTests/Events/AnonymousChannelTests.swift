import FairwayTesting
import Testing

@testable import Fairway

@Suite("Streams and conversations, until they have frames")
struct AnonymousChannelTests {
    private let server = FairwayServer()
    private let hasRun = Shared(false)

    init() {
        let hasRun = hasRun
        server[Board.self].on(Board.ToServer.watch) { _, place in
            hasRun.change { $0 = true }
            return AsyncStream<Board.Note> { $0.finish() }
        }
        server[Board.self].on(Board.ToServer.draw) { client, place, board in
            hasRun.change { $0 = true }
            board.on(Sketch.ToServer.line) { _, _ in }
            board.close()
        }
    }

    @Test(
        "Are refused by name, and arguments are checked first",
        arguments: [
            (#"["watch",1]"#, "streams are not available yet"), (#"["draw",1]"#, "conversations are not available yet"),
            (#"["draw"]"#, "argument 'place' of 'draw' on channel 'board': expected an integer, got nothing"),
        ]
    )
    func refusing(call: String, message: String) async throws {
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"c":"board","a":\#(call)}"#)
        #expect(await peer.next() == .message(#"{"i":1,"e":{"message":"\#(message)"},"_":1}"#))
        #expect(!hasRun.value)
    }

    @Test("Are refused on a client, once and for good")
    func clients() async throws {
        let client = FairwayClient()
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        let peer = RawPeer(peerEnd)
        client[Board.self].once(Board.ToClient.draw) { server, place, title, board in
            board.on(Sketch.ToClient.close) { _, _ in }
        }
        let rejections = ["conversations are not available yet", "no event listener for 'draw' on channel 'board'"]
        for message in rejections {
            try peer.send(#"{"i":1,"c":"board","a":["draw",1,"x"]}"#)
            #expect(await peer.next() == .message(#"{"i":1,"e":{"message":"\#(message)"},"_":1}"#))
        }
    }

    @Test("Are not asked for: the caller learns it before anything is sent")
    func calling() async throws {
        let client = FairwayClient()
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        let peer = RawPeer(peerEnd)
        let room = client[Board.self]
        let stream = await #expect(throws: UnavailableFeature.streams) { _ = try await room.watch(place: 1) }
        #expect(stream?.description == "streams are not available yet")
        let conversation = await #expect(throws: UnavailableFeature.conversations) {
            _ = try await room.draw(place: 1) { _ in Issue.record("there is no conversation to prepare") }
        }
        #expect(conversation?.description == "conversations are not available yet")
        await #expect(throws: ReservedEventError(event: "open")) {
            _ = try await client.stream("open", of: Int.self)
        }
        try await client.emit("next")
        #expect(await peer.next() == .message(#"{"a":["next"]}"#))
    }

    @Test("Are removed like any other handler")
    func removing() async throws {
        let peer = RawPeer(connectingTo: server)
        server[Board.self].removeHandler(Board.ToServer.watch)
        server[Board.self].removeHandler(Board.ToServer.draw, .once)
        for (event, message) in [
            ("watch", "no event listener for 'watch' on channel 'board'"),
            ("draw", "conversations are not available yet"),
        ] {
            try peer.send(#"{"i":1,"c":"board","a":["\#(event)",1]}"#)
            #expect(await peer.next() == .message(#"{"i":1,"e":{"message":"\#(message)"},"_":1}"#))
        }
    }

    @Test("Give their values once and in order")
    func values() async throws {
        let left = Shared([1, 2, 3])
        let stream = RemoteStream<Int> {
            let next = left.value.first
            left.change { $0 = Array($0.dropFirst()) }
            return next
        }
        var seen: [Int] = []
        for try await value in stream { seen.append(value) }
        #expect(seen == [1, 2, 3])
    }
}

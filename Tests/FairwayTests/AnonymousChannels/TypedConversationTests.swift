import FairwayTesting
import Testing

@testable import Fairway

@Suite("A conversation of a schema", .timeLimit(.minutes(1)))
struct TypedConversationTests {
    private typealias Drawing = RemoteClient<Sketch>

    private let server = FairwayServer()
    private let client = FairwayClient()

    @Test("A server's handler gets its sender, the arguments and the client's end, also where it suspends")
    func server() async throws {
        let drawings = Events<String>()
        server[Board.self].on(Board.ToServer.draw) { (sender, place: Int, sketch: Drawing) in
            await Task.yield()
            guard place > 0 else { throw Board.PinError.full }
            sketch.on(Sketch.ToServer.line) { (_: Drawing, length: Int) in
                drawings.add("\(sender.client.id) drew \(length) at \(place)")
            }
        }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":7,"c":"board","a":["draw",0]}"#)
        #expect(await peer.next() == .message(#"{"i":7,"e":{"full":true}}"#))
        try peer.send(#"{"i":8,"c":"board","a":["draw",5]}"#)
        #expect(await peer.next() == .message(#"{"i":8,"h":1}"#))
        try peer.send(#"{"h":8,"a":["line",3]}"#)
        #expect(await drawings.next() == "1 drew 3 at 5")
    }

    @Test("A handler of one request, without arguments or with several, on both sides")
    func once() async throws {
        let titles = Events<String>()
        client[Board.self].once(Board.ToClient.draw) { (_, place: Int, title: String, sketch: RemoteServer<Sketch>) in
            await Task.yield()
            titles.add("\(title) at \(place)")
            sketch.on(Sketch.ToClient.close) { (_: RemoteServer<Sketch>, _: Int) in }
        }
        let bare = Board.ServerboundConversation<Sketch>("bare") { _ throws(ConversionError) in }
        server[Board.self].once(bare) { (_, sketch: Drawing) in
            await Task.yield()
            sketch.close()
        }
        try await client.connect(to: server)
        let remote = try #require(server.clients.first)
        let conversation = try await remote[Board.self].open("draw", Sketch.self) { arguments throws(ConversionError) in
            try arguments.append(2)
            try arguments.append("tree")
        }
        #expect(await titles.next() == "tree at 2")
        conversation.abort("enough")
        let ended = try await client[Board.self].open("bare", Sketch.self)
        #expect(try await ended.closed == .closed)
        await client.close()
    }
}

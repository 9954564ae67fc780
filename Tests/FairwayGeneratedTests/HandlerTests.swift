import Fairway
import FairwayTesting
import Foundation
import Testing

@Suite("Generated bindings, driven over a link in memory", .timeLimit(.minutes(1)))
struct HandlerTests {
    private let server = FairwayServer()
    private let client = FairwayClient()

    init() {
        server[Chat.Room.self].register(SilentRooms())
    }

    @Test("Requests are methods with the schema's defaults, and what a handler throws arrives")
    func requests() async throws {
        try await client.connect(to: server)
        let room = client[Chat.Room.self]
        #expect(try await room.join(room: "swift", name: "Ada").map(\.text) == ["swift 50"])
        #expect(try await room.join(room: "swift", name: "Ada", limit: 3).map(\.text) == ["swift 3"])
        await #expect(throws: RemoteError(message: "not you", code: "name")) {
            try await room.join(room: "swift", name: "Eve")
        }
        await #expect(throws: Chat.JoinError.nameTaken) { try await room.join(room: "swift", name: "Bob") }
        #expect(try await room.history(room: "swift").isEmpty)
    }

    @Test("Events, a request of the server's, and a broadcast reach a handler that serves two channels")
    func bothWays() async throws {
        let screen = Screen()
        client[Chat.Room.self].register(screen)
        client[Chat.Main.self].register(screen)
        try await client.connect(to: server)
        await server[Chat.Main.self].emit(.notice(text: "Welcome"))
        try await client[Chat.Room.self].emit(.say(room: "swift", text: "Hello"))
        await screen.waitForLines(3)
        #expect(await screen.lines == ["notice Welcome", "Really say \"Hello\"?", "somebody: Hello"])
    }

    @Test("A stream is a method that gives its values, and a handler that makes them")
    func streams() async throws {
        try await client.connect(to: server)
        var seen: [Bool] = []
        for try await presence in try await client[Chat.Room.self].presence(room: "swift") {
            #expect(presence.user.name == "swift")
            seen.append(presence.isHere)
        }
        #expect(seen == [true, false])
    }

    @Test("A handler of the main actor")
    @MainActor
    func mainActor() async throws {
        let window = Window()
        try await window.open(InMemoryConnector(to: server))
        #expect(window.title == "swift 50")
    }

    @Test("A client's own handler comes before the server's, by its descriptor")
    func descriptors() async throws {
        let peer = RawPeer(connectingTo: server)
        let remote = try #require(server.clients.first)
        remote[Chat.Room.self].once(Chat.Room.ToServer.join) { client, room, name, limit in
            [
                Chat.Message(
                    id: UUID(),
                    author: Chat.User(id: UUID(), name: name),
                    text: "once",
                    sentAt: .distantPast,
                    reactions: [:]
                )
            ]
        }
        for (id, text) in [(1, "once"), (2, "swift 50")] {
            try peer.send(#"{"i":\#(id),"c":"room","a":["join","swift","Ada",null]}"#)
            guard case .message(let answer) = await peer.next() else {
                Issue.record("the link ended")
                return
            }
            #expect(answer.contains(#""text":"\#(text)""#))
        }
    }

    @Test("Bad arguments are rejected with event, argument, path, what was wanted and what came")
    func badArguments() async throws {
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"c":"room","a":["join","swift",7]}"#)
        #expect(
            await peer.next()
                == .message(
                    #"{"i":1,"e":{"message":"argument 'name' of 'join' on channel 'room': expected a string, got number 7"},"_":1}"#
                )
        )
    }

    @Test("A void request is acknowledged, and a handler may close the connection with a reason")
    func closing() async throws {
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"c":"room","a":["leave","swift"]}"#)
        #expect(await peer.next() == .end(TransportEnd(status: 4000, reason: "left swift")))
    }

    @Test("Events are values: they compare, and travel in the order of their arguments without trailing nil")
    func values() async throws {
        #expect(Chat.Room.ClientEvent.say(room: "a", text: "b") == .say(room: "a", text: "b", replyTo: nil))
        #expect(Chat.Room.ClientEvent.say(room: "a", text: "b") != .say(room: "a", text: "c"))
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        let peer = RawPeer(peerEnd)
        try await client[Chat.Room.self].emit(.say(room: "a", text: "b"))
        #expect(await peer.next() == .message(#"{"c":"room","a":["say","a","b"]}"#))
    }
}

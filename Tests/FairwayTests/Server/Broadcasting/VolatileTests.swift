import FairwayTesting
import Testing

@testable import Fairway

@Suite("Volatile events", .timeLimit(.minutes(1)))
struct VolatileTests {
    private let server = FairwayServer()

    /// A client behind a buffer of 400 bytes, of which more than 100 make it fall behind. Nothing is taken from it.
    private func slowClient() throws -> (client: Client, end: InMemoryTransport) {
        let (peerEnd, serverEnd) = InMemoryTransport.pair(bufferLimit: 400)
        return (try #require(server.accept(serverEnd)), peerEnd)
    }

    private let filler = String(repeating: "x", count: 120)

    @Test("One for a client that is behind is dropped and counted; others go on in order, and later ones arrive")
    func behind() async throws {
        let (client, end) = try slowClient()
        try await client.emit("at", 1, delivery: .volatile)
        try await client.emit("fill", filler)
        try await client.of("x").emit("at", 2, delivery: .volatile)
        await #expect(throws: Never.self) { try await client[Board.self].emit(.cleared, delivery: .volatile) }
        try await client.emit("kept")
        #expect(client.droppedEvents == 2)
        let peer = RawPeer(end)
        #expect(await peer.next() == .message(#"{"a":["at",1]}"#))
        #expect(await peer.next() == .message(#"{"a":["fill","\#(filler)"]}"#))
        #expect(await peer.next() == .message(#"{"a":["kept"]}"#))
        try await client.emit("at", 3, delivery: .volatile)
        #expect(await peer.next() == .message(#"{"a":["at",3]}"#))
        #expect(client.droppedEvents == 2)
        #expect(server.droppedEvents == 2)
    }

    @Test("One that does not fit into the buffer is dropped")
    func full() async throws {
        let (client, end) = try slowClient()
        let large = String(repeating: "x", count: 500)
        await #expect(throws: EmitError.bufferFull) { try await client.emit("large", large) }
        try await client.emit("large", large, delivery: .volatile)
        #expect(client.droppedEvents == 1)
        end.abort()
    }

    @Test("One for a client that has ended is dropped")
    func ended() async throws {
        let ends = Events<Void>()
        server.onClose { _, _ in ends.add(()) }
        let (client, end) = try slowClient()
        end.abort()
        _ = await ends.next()
        await #expect(throws: EmitError.notConnected) { try await client.emit("late") }
        try await client.emit("late", delivery: .volatile)
        #expect((client.droppedEvents, server.droppedEvents) == (1, 1))
    }

    @Test("A broadcast drops it for those who are behind, and that is no failure")
    func broadcast() async throws {
        let (slow, end) = try slowClient()
        let peer = RawPeer(connectingTo: server)
        try await slow.emit("fill", filler)
        for client in server.clients { client.enter(group: "team") }
        #expect(try await server.emit("at", 1, delivery: .volatile).isEmpty)
        #expect(await server[Board.self].emit(.cleared, delivery: .volatile).isEmpty)
        #expect(try await server.group("team").emit("at", 2, delivery: .volatile).isEmpty)
        for frame in [#"{"a":["at",1]}"#, #"{"c":"board","a":["cleared"]}"#, #"{"a":["at",2]}"#] {
            #expect(await peer.next() == .message(frame))
        }
        #expect(server.clients.map(\.droppedEvents) == [3, 0])
        #expect(server.droppedEvents == 3)
        end.abort()
    }

    @Test("A client program without a connection drops it, and keeps the others")
    func withoutConnection() async throws {
        let client = FairwayClient()
        try await client.emit("at", 1, delivery: .volatile)
        try await client.of("x").emit("at", 2, delivery: .volatile)
        try await client.emit("kept")
        #expect(client.droppedEvents == 2)
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        try await client.emit("at", 3, delivery: .volatile)
        let peer = RawPeer(peerEnd)
        #expect(await peer.next() == .message(#"{"a":["kept"]}"#))
        #expect(await peer.next() == .message(#"{"a":["at",3]}"#))
        #expect(client.droppedEvents == 2)
    }

    @Test("What is wrong with the event itself is thrown all the same")
    func errors() async throws {
        let client = FairwayClient()
        await #expect(throws: ReservedEventError.self) { try await client.emit("open", delivery: .volatile) }
        await #expect(throws: ConversionError.self) { try await client.emit("at", Double.nan, delivery: .volatile) }
        #expect(client.droppedEvents == 0)
    }

    @Test("The delivery is no argument, and trailing nil is left out before it")
    func trailingNil() async throws {
        let peer = RawPeer(connectingTo: server)
        let client = try #require(server.clients.first)
        try await client.emit("a", 1, Int?.none, delivery: .volatile)
        try await client.emit("b", String?.none)
        try await client.emit(UntypedEvent("c", Int?.none), delivery: .reliable)
        try await server.emit("d", Int?.none, String?.none, delivery: .volatile)
        for frame in [#"{"a":["a",1]}"#, #"{"a":["b"]}"#, #"{"a":["c"]}"#, #"{"a":["d"]}"#] {
            #expect(await peer.next() == .message(frame))
        }
    }
}

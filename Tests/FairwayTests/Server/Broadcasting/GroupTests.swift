import FairwayTesting
import Synchronization
import Testing

@testable import Fairway

@Suite("Groups of clients", .timeLimit(.minutes(1)))
struct GroupTests {
    private let server = FairwayServer()
    private var hasNoGroups: Bool { server.state.withLock { $0.groups.isEmpty } }

    /// A client of the server, with the peer behind it.
    private func connect() throws -> (client: Client, peer: RawPeer) {
        let (peerEnd, serverEnd) = InMemoryTransport.pair()
        return (try #require(server.accept(serverEnd)), RawPeer(peerEnd))
    }

    @Test("An event for a group goes to those who are in it, on the channel that it is emitted on")
    func members() async throws {
        let (ada, adasPeer) = try connect()
        let (bob, bobsPeer) = try connect()
        let (_, strangersPeer) = try connect()
        ada.enter(group: "team")
        bob[Board.self].enter(group: "team")
        bob.enter(group: "other")
        #expect(bob.groups == ["team", "other"])
        #expect(server.of("x").group("team").clients.map(\.client) == [ada, bob])
        try await server.group("team").emit("main", 1)
        try await server.of("x").group("team").emit("named")
        await server[Board.self].group("team").emit(.cleared)
        try await server.emit("last")
        let expected = [
            #"{"a":["main",1]}"#, #"{"c":"x","a":["named"]}"#, #"{"c":"board","a":["cleared"]}"#, #"{"a":["last"]}"#,
        ]
        for peer in [adasPeer, bobsPeer] {
            for frame in expected { #expect(await peer.next() == .message(frame)) }
        }
        #expect(await strangersPeer.next() == .message(#"{"a":["last"]}"#))
    }

    @Test("Who has left, or was never in it, gets nothing; entering twice counts once")
    func leaving() async throws {
        let (ada, peer) = try connect()
        #expect(ada.enter(group: "team"))
        #expect(ada.enter(group: "team"))
        try await server.group("team").emit("first")
        ada[Board.self].leave(group: "team")
        ada.leave(group: "team")
        #expect(ada.groups.isEmpty)
        #expect(try await server.group("team").emit("second").isEmpty)
        #expect(try await server.group("nobody's").emit("third").isEmpty)
        try await server.emit("last")
        #expect(await peer.next() == .message(#"{"a":["first"]}"#))
        #expect(await peer.next() == .message(#"{"a":["last"]}"#))
        #expect(hasNoGroups)
    }

    @Test("Those who are excepted get nothing, of a group, of a channel and of all")
    func exceptions() async throws {
        let pairs = try (0..<4).map { _ in try connect() }
        let clients = pairs.map(\.client)
        for client in clients[..<3] { client.enter(group: "team") }
        try await server.group("team").except(clients[0]).emit("a")
        try await server.of("x").except(clients[0], clients[1]).except(clients[2][Board.self]).emit("b")
        try await server.except(clients[1...]).emit("c")
        await server[Board.self].except(clients[0][Board.self], clients[1][Board.self]).emit(.cleared)
        let team = server.group("team").except(clients[1])
        #expect(team.clients.map(\.client) == [clients[0], clients[2]])
        #expect(team == server.group("team").except([clients[1]]))
        #expect(team != server.group("team"))
        try await server.emit("last")
        let frames = [
            "a": #"{"a":["a"]}"#, "b": #"{"c":"x","a":["b"]}"#, "c": #"{"a":["c"]}"#,
            "board": #"{"c":"board","a":["cleared"]}"#, "last": #"{"a":["last"]}"#,
        ]
        let expected = [["c", "last"], ["a", "last"], ["a", "board", "last"], ["b", "board", "last"]]
        for (pair, names) in zip(pairs, expected) {
            for name in names { #expect(await pair.peer.next() == frames[name].map(RawPeer.Received.message)) }
        }
    }

    @Test("One encoding serves a group, and a member that fails is named")
    func failures() async throws {
        let (ada, peer) = try connect()
        let (deadEnd, serverEnd) = InMemoryTransport.pair(bufferLimit: 0)
        let dead = try #require(server.accept(serverEnd))
        for client in [ada, dead] { client.enter(group: "team") }
        let failures = try await server.group("team").emit("hello")
        #expect(failures.map(\.client) == [dead])
        #expect(failures.first?.underlying as? EmitError == .bufferFull)
        #expect(await peer.next() == .message(#"{"a":["hello"]}"#))
        deadEnd.abort()
    }

    @Test("Membership ends with the connection, before onClose, and nothing is left behind")
    func end() async throws {
        let ends = Events<(Set<String>, Bool)>()
        server.onClose { client, _ in ends.add((client.groups, client.enter(group: "late"))) }
        let (ada, peer) = try connect()
        let (bob, bobsPeer) = try connect()
        for group in ["team", "other"] { ada.enter(group: group) }
        bob.enter(group: "team")
        peer.abort()
        let (groups, hasEntered) = try #require(await ends.next())
        #expect(groups.isEmpty)
        #expect(!hasEntered)
        #expect(server.group("team").clients.map(\.client) == [bob])
        bobsPeer.close()
        _ = await ends.next()
        #expect(hasNoGroups)
    }

    @Test("Entering while the connection ends leaves nothing behind")
    func endWhileEntering() async throws {
        let ends = Events<Void>()
        server.onClose { _, _ in ends.add(()) }
        for _ in 0..<50 {
            let (client, peer) = try connect()
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<4 { group.addTask { client.enter(group: "\(number)") } }
                group.addTask { peer.abort() }
                for number in 4..<8 { group.addTask { client.enter(group: "\(number)") } }
            }
            _ = await ends.next()
            #expect(hasNoGroups)
        }
    }

    @Test("What one task emits to a group arrives in that order at each member")
    func order() async throws {
        let clients = [FairwayClient(), FairwayClient(), FairwayClient()]
        let received = clients.map { _ in Events<Int>() }
        for (client, numbers) in zip(clients, received) {
            client.on("number") { (number: Int) in numbers.add(number) }
            try await client.connect(to: server)
        }
        for client in server.clients { client.enter(group: "team") }
        for number in 0..<200 { try await server.group("team").emit("number", number) }
        for numbers in received { #expect(await numbers.next(200) == Array(0..<200)) }
    }

    /// A link whose sends run the program's code, as a transport of somebody else's might.
    private final class CallingTransport: Transport {
        let call: @Sendable () -> Void
        init(_ call: @escaping @Sendable () -> Void) { self.call = call }
        var isBehind: Bool {
            call()
            return false
        }
        func start(delivering receiver: any TransportReceiver) {}
        func send(_ message: EncodedMessage) { call() }
        func roundTrip(_ done: @escaping @Sendable () -> Void) {}
        func close(status: StatusCode, reason: String) {}
        func abort() {}
    }

    @Test("Nothing is locked while a broadcast is under way, which goes to those who were there when it began")
    func snapshot() async throws {
        let server = server
        let sends = Shared(0)
        for _ in 0..<3 {
            let client = server.accept(
                CallingTransport {
                    sends.change { $0 += 1 }
                    for client in server.clients { client.leave(group: "team") }
                }
            )
            client?.enter(group: "team")
        }
        try await server.group("team").emit("hello")
        #expect(sends.value == 3)
        #expect(hasNoGroups)
    }
}

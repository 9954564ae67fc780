import FairwayTesting
import Testing

@testable import Fairway

@Suite("Handlers and hooks that end what they belong to", .timeLimit(.minutes(1)))
struct ClosingFromWithinTests {
    private let clock = ManualClock()
    private let server: FairwayServer
    private let client: FairwayClient
    private let ends = Events<String>()

    init() {
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        server = FairwayServer(configuration: configuration)
        client = FairwayClient(configuration: configuration)
        server.onClose { [ends] _, end in ends.add("server: \(end.status) \(end.isLocal)") }
        client.onClose { [ends] end in ends.add("client: \(end.status) \(end.isLocal)") }
    }

    private func expectEnds(_ expected: String...) async {
        #expect(await Set(ends.next(2)) == Set(expected))
        #expect(server.clients.isEmpty)
        #expect(!client.isConnected)
    }

    @Test("A handler of the server's closes its own client", arguments: ["event", "request"])
    func handlerClosesClient(kind: String) async throws {
        server.on("leave") { Client.current?.close(status: 4001) }
        try await client.connect(to: server)
        if kind == "event" {
            try await client.emit("leave")
        } else {
            await #expect(throws: RequestError.connectionClosed) { try await client.request("leave") }
        }
        await expectEnds("server: 4001 true", "client: 4001 false")
    }

    @Test("A handler of the client's closes the client, and waits until it is closed", arguments: ["event", "request"])
    func handlerClosesItself(kind: String) async throws {
        let returned = Events<Void>()
        client.on("leave") { [weak client] in
            await client?.close(status: 4001)
            returned.add(())
        }
        try await client.connect(to: server)
        let remote = try #require(server.clients.first)
        if kind == "event" {
            try await remote.emit("leave")
        } else {
            await #expect(throws: RequestError.connectionClosed) { try await remote.request("leave") }
        }
        await returned.next()
        await expectEnds("server: 4001 false", "client: 4001 true")
    }

    @Test("A client closes in its own onOpen, and waits until it is closed")
    func clientClosesInOpen() async throws {
        let returned = Events<Void>()
        client.onOpen { [weak client] in
            await client?.close(status: 4001)
            returned.add(())
        }
        try await client.connect(to: server)
        await returned.next()
        await expectEnds("server: 4001 false", "client: 4001 true")
    }

    @Test("A client closes in its own onClose")
    func clientClosesInClose() async throws {
        client.onClose { [weak client, ends] end in
            await client?.close()
            ends.add("client: \(end.status) \(end.isLocal)")
        }
        try await client.connect(to: server)
        server.clients.first?.close(status: 4001)
        await expectEnds("server: 4001 true", "client: 4001 false")
    }

    @Test("A client whose link had gone before it was bound closes in its own onClose")
    func clientClosesGoneLink() async throws {
        let returned = Events<Void>()
        client.onClose { [weak client] _ in
            await client?.close()
            returned.add(())
        }
        let (near, far) = InMemoryTransport.pair()
        far.abort()
        client.connect(over: near)
        await returned.next()
        #expect(!client.isConnected)
    }

    @Test("A server is closed by a handler, for which it does not wait", arguments: ["event", "request"])
    func handlerClosesServer(kind: String) async throws {
        let returned = Events<Void>()
        server.on("shutDown") { [weak server] in
            await server?.close()
            returned.add(())
        }
        try await client.connect(to: server)
        if kind == "event" {
            try await client.emit("shutDown")
        } else {
            await #expect(throws: RequestError.connectionClosed) { try await client.request("shutDown") }
        }
        await returned.next()
        await expectEnds("server: 1001 true", "client: 1001 false")
    }

    @Test("A server is closed by handlers of several clients at once")
    func handlersCloseServer() async throws {
        let entered = Events<Void>()
        let release = Latch()
        server.on("shutDown") { [weak server] in
            entered.add(())
            await release.wait()
            await server?.close()
        }
        let peers = (1...3).map { _ in RawPeer(connectingTo: server) }
        for peer in peers { try peer.send(#"{"a":["shutDown"]}"#) }
        _ = await entered.next(3)
        release.open()
        for peer in peers { #expect(await peer.next() == .end(TransportEnd(status: .goingAway))) }
    }

    @Test("A server that is closed by a handler lets the others end within the grace period")
    func handlerClosesServerBesideOthers() async throws {
        let started = Events<Void>()
        let release = Events<Void>()
        let closing = server
        server.on("slow") { () async -> String in
            started.add(())
            await release.next()
            return "done"
        }
        server.on("shutDown") { [weak server] in await server?.close() }
        try await client.connect(to: server)
        async let slow: String = client.request("slow")
        await started.next()
        try await client.emit("shutDown")
        await closing.waitUntilClosing()
        release.add(())
        #expect(try await slow == "done")
        await expectEnds("server: 1001 true", "client: 1001 false")
    }

    @Test("A server is closed in onOpen")
    func serverClosesInOpen() async throws {
        let returned = Events<Void>()
        server.onOpen { client in
            await client.server.close()
            returned.add(())
        }
        try await client.connect(to: server)
        await returned.next()
        await expectEnds("server: 1001 true", "client: 1001 false")
    }

    @Test("A server is closed in onClose")
    func serverClosesInClose() async throws {
        server.onClose { [ends] client, end in
            await client.server.close()
            ends.add("server: \(end.status) \(end.isLocal)")
        }
        try await client.connect(to: server)
        await client.close(status: 4001)
        await expectEnds("server: 4001 false", "client: 4001 true")
    }

    @Test("A server is closed in the onClose of a client, and from outside at the same time")
    func serverClosesInCloseOfClient() async throws {
        try await client.connect(to: server)
        try #require(server.clients.first).onClose { [weak server] _ in await server?.close() }
        await server.close()
        await expectEnds("server: 1001 true", "client: 1001 false")
    }

    @Test("A server is closed in the onClose of several clients at once")
    func serverClosesInSeveralCloses() async throws {
        let entered = Events<Void>()
        let release = Latch()
        let returned = Events<Void>()
        server.onClose { client, _ in
            entered.add(())
            await release.wait()
            await client.server.close()
            returned.add(())
        }
        for peer in (1...3).map({ _ in RawPeer(connectingTo: server) }) { peer.abort() }
        _ = await entered.next(3)
        release.open()
        #expect(await returned.next(3).count == 3)
    }

    @Test("A server is closed by the handler of an event whose client has left")
    func handlerOfLeftClientClosesServer() async throws {
        let entered = Events<Void>()
        let release = Latch()
        let returned = Events<Void>()
        server.on("shutDown") { [weak server] in
            entered.add(())
            await release.wait()
            await server?.close()
            returned.add(())
        }
        try await client.emit("shutDown")
        try await client.connect(to: server)
        await entered.next()
        await client.close(status: 4001)
        release.open()
        await returned.next()
        await expectEnds("server: 4001 false", "client: 4001 true")
    }

    @Test(
        "A server is closed by a handler that has a time limit, or by the middleware around it",
        arguments: [false, true]
    )
    func limitedHandlerClosesServer(isMiddleware: Bool) async throws {
        let returned = Events<Void>()
        let close: @Sendable () async -> Void = { [weak server] in
            await server?.close()
            returned.add(())
        }
        server.use { call, next in
            let reply = try await call.run(within: .seconds(60), next)
            if isMiddleware { await close() }
            return reply
        }
        server.on("shutDown") { if !isMiddleware { await close() } }
        try await client.connect(to: server)
        try await client.emit("shutDown")
        await returned.next()
        await expectEnds("server: 1001 true", "client: 1001 false")
    }
}

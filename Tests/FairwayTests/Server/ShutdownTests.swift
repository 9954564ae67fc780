import FairwayTesting
import Testing

@testable import Fairway

@Suite("A server that closes", .timeLimit(.minutes(1)))
struct ShutdownTests {
    @Test("Lets running handlers answer, rejects what is new, and tells everyone 1001")
    func graceful() async throws {
        var configuration = ConnectionConfiguration()
        // The grace period does not end by itself.
        configuration.clock = ManualClock()
        let server = FairwayServer(configuration: configuration)
        let started = Events<Void>()
        let release = Events<Void>()
        server.on("slow") { () async -> String in
            started.add(())
            await release.next()
            return "done"
        }
        // In this order, because until it is told a client is served as before, and those who came first are told first.
        let busy = RawPeer(connectingTo: server)
        let idle = RawPeer(connectingTo: server)
        try busy.send(#"{"i":1,"a":["slow"]}"#)
        await started.next()
        async let closed: Void = server.close()
        #expect(await idle.next() == .end(TransportEnd(status: .goingAway)))
        try busy.send(#"{"i":2,"a":["slow"]}"#)
        #expect(await busy.next() == .message(#"{"i":2,"e":{"message":"the connection is closing"},"_":1}"#))
        release.add(())
        #expect(await busy.next() == .message(#"{"i":1,"d":"done"}"#))
        #expect(await busy.next() == .end(TransportEnd(status: .goingAway)))
        await closed
        let late = RawPeer(connectingTo: server)
        #expect(await late.next() == .end(TransportEnd(status: .goingAway, reason: "the server is closing")))
    }

    @Test("Ends handlers that do not end within the grace period")
    func grace() async throws {
        let clock = ManualClock()
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        let server = FairwayServer(configuration: configuration)
        let started = Events<Void>()
        let ended = Events<Void>()
        server.on("slow") {
            started.add(())
            await waitUntilCancelled()
            ended.add(())
        }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["slow"]}"#)
        await started.next()
        async let closed: Void = server.close(grace: .seconds(3))
        await clock.waitForSleeper()
        clock.advance(by: .seconds(3))
        #expect(await peer.next() == .end(TransportEnd(status: .goingAway)))
        await ended.next()
        await closed
    }

    @Test("Forgets the grace period once nothing needs it, whichever end it comes to", arguments: [false, true])
    func forgetsGrace(isCut: Bool) async throws {
        let server = FairwayServer()
        let started = Events<Void>()
        let release = Events<Void>()
        server.on("slow") {
            started.add(())
            await release.next()
        }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["slow"]}"#)
        await started.next()
        async let closed: Void = server.close(grace: .seconds(1000))
        await eventually { !server.deadlines.isEmpty }
        if isCut { peer.abort() } else { release.add(()) }
        await closed
        #expect(server.deadlines.isEmpty)
        release.add(())
    }
}

@Suite("A server that closes after clients have left", .timeLimit(.minutes(1)))
struct LeftClientsTests {
    private let clock = ManualClock()
    private let server: FairwayServer
    private let started = Events<Void>()
    private let release = Latch()
    private let order = Events<String>()

    init() {
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        server = FairwayServer(configuration: configuration)
    }

    /// What a client may leave running behind.
    enum Left: CaseIterable {
        case event, request, hookOfServer, hookOfClient
    }

    /// Lets a client leave something that runs until it is released, cancelled or not.
    private func leave(_ left: Left) async throws {
        let body: @Sendable () async -> Void = { [started, release, order] in
            started.add(())
            // Not cancelled with the handler.
            await Task { await release.wait() }.value
            order.add("over")
        }
        server.on("run") { await body() }
        if left == .hookOfServer { server.onClose { _, _ in await body() } }
        let peer = RawPeer(connectingTo: server)
        if left == .hookOfClient { try #require(server.clients.first).onClose { _ in await body() } }
        switch left {
        case .event: try peer.send(#"{"a":["run"]}"#)
        case .request: try peer.send(#"{"i":1,"a":["run"]}"#)
        case .hookOfServer, .hookOfClient: peer.abort()
        }
        await started.next()
        peer.abort()
        await eventually { server.clients.isEmpty }
    }

    private func close(grace: Duration) -> Task<Void, Never> {
        Task {
            await server.close(grace: grace)
            order.add("closed")
        }
    }

    @Test("Waits for what they have left running", arguments: Left.allCases)
    func waits(left: Left) async throws {
        try await leave(left)
        let closing = close(grace: .seconds(3))
        await clock.waitForSleeper()
        release.open()
        #expect(await order.next(2) == ["over", "closed"])
        await closing.value
        #expect(server.deadlines.isEmpty)
    }

    @Test("Waits no longer than the grace period", arguments: Left.allCases)
    func grace(left: Left) async throws {
        try await leave(left)
        let closing = close(grace: .seconds(3))
        await clock.waitForSleeper()
        clock.advance(by: .seconds(3))
        #expect(await order.next() == "closed")
        release.open()
        #expect(await order.next() == "over")
        await closing.value
        #expect(server.deadlines.isEmpty)
    }

    @Test("Waits for the handlers of one that leaves meanwhile")
    func leavesMeanwhile() async throws {
        server.on("run") { [started, release, order] in
            started.add(())
            await release.wait()
            order.add("over")
        }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"a":["run"]}"#)
        await started.next()
        let closing = close(grace: .seconds(3))
        await clock.waitForSleeper()
        peer.abort()
        await eventually { server.clients.isEmpty }
        release.open()
        #expect(await order.next(2) == ["over", "closed"])
        await closing.value
    }

    @Test("Waits as long when it is closed twice")
    func twice() async throws {
        try await leave(.event)
        let closing = [close(grace: .seconds(3)), close(grace: .zero)]
        await clock.waitForSleeper()
        release.open()
        #expect(await order.next(3) == ["over", "closed", "closed"])
        for call in closing { await call.value }
    }

    @Test("Does not wait for one that has left nothing")
    func nothingLeft() async throws {
        let ends = Events<Void>()
        server.onClose { _, _ in ends.add(()) }
        RawPeer(connectingTo: server).abort()
        await ends.next()
        await server.close()
        #expect(server.deadlines.isEmpty)
    }
}

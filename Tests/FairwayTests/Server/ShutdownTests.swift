import FairwayTesting
import Testing

@testable import Fairway

@Suite("A server that closes")
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
        let idle = RawPeer(connectingTo: server)
        let busy = RawPeer(connectingTo: server)
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
        while server.deadlines.isEmpty { await Task.yield() }
        if isCut { peer.abort() } else { release.add(()) }
        await closed
        #expect(server.deadlines.isEmpty)
        release.add(())
    }
}

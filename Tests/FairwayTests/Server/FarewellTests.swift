import FairwayTesting
import Testing

@testable import Fairway

@Suite("The turns in which a closing server tells its clients", .timeLimit(.minutes(1)))
struct FarewellTests {
    private func server() -> (FairwayServer, ManualClock) {
        let clock = ManualClock()
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        return (FairwayServer(configuration: configuration), clock)
    }

    @Test(
        "Are of 500, or of as many as it takes to be done in time",
        arguments: [
            (0, 2500, 500), (500, 2500, 500), (10_000, 2500, 500), (26_000, 2500, 1_000), (100_000, 2500, 3_847),
            (10_000, 0, 10_000), (10_000, -1, 10_000),
        ]
    )
    func size(clients: Int, milliseconds: Int, size: Int) {
        #expect(Farewell.turn(for: clients, within: .milliseconds(milliseconds)) == size)
    }

    @Test("Come one after the other, and a client is served until its own")
    func turns() async throws {
        let (server, clock) = server()
        server.on("add") { (a: Int, b: Int) in a + b }
        let peers = (0..<1_100).map { _ in RawPeer(connectingTo: server) }
        async let closed: Void = server.close()
        await server.waitUntilClosing()
        for peer in peers[..<500] { #expect(await peer.next() == .end(TransportEnd(status: .goingAway))) }
        try peers[1_099].send(#"{"i":1,"a":["add",1,2]}"#)
        #expect(await peers[1_099].next() == .message(#"{"i":1,"d":3}"#))
        await clock.waitForSleeper()
        clock.advance(by: Farewell.interval)
        for peer in peers[500..<1_000] { #expect(await peer.next() == .end(TransportEnd(status: .goingAway))) }
        await clock.waitForSleeper()
        clock.advance(by: Farewell.interval)
        for peer in peers[1_000...] { #expect(await peer.next() == .end(TransportEnd(status: .goingAway))) }
        await closed
        #expect(server.deadlines.isEmpty)
    }

    @Test("Are over when nobody is left before they have come")
    func nobodyLeft() async throws {
        let (server, _) = server()
        let peers = (0..<600).map { _ in RawPeer(connectingTo: server) }
        async let closed: Void = server.close()
        await server.waitUntilClosing()
        for peer in peers[500...] { peer.abort() }
        await closed
        #expect(server.deadlines.isEmpty)
    }

    @Test("Do not outlast the grace period")
    func grace() async throws {
        let (server, clock) = server()
        let peers = (0..<600).map { _ in RawPeer(connectingTo: server) }
        async let closed: Void = server.close(reason: "bye", grace: .seconds(3))
        await clock.waitForSleeper()
        // Both are due at once.
        clock.advance(by: .seconds(3))
        for peer in peers { #expect(await peer.next() == .end(TransportEnd(status: .goingAway, reason: "bye"))) }
        await closed
        #expect(server.deadlines.isEmpty)
    }
}

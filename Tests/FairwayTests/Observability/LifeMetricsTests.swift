import FairwayTesting
import MetricsTestKit
import Testing

@testable import Fairway

@Suite("Metrics of connections and of what takes time")
struct LifeMetricsTests {
    private let metrics = RecordingMetrics()
    private let clock = ManualClock()

    private var configuration: ConnectionConfiguration {
        var configuration = metrics.configuration()
        configuration.clock = clock
        return configuration
    }

    @Test(
        "Tell how many connections there are, and how they ended",
        arguments: [
            (1000, "normal"), (1001, "normal"), (1006, "broken"), (1009, "violation"), (1013, "unavailable"),
            (4000, "application"), (1015, "other"),
        ] as [(UInt16, String)]
    )
    func connections(status: UInt16, kind: String) async throws {
        let server = FairwayServer(configuration: configuration)
        let peers = (0..<3).map { _ in RawPeer(connectingTo: server) }
        #expect(metrics.level("connections") == 3)
        let clients = server.clients
        peers[0].close(status: StatusCode(rawValue: status))
        clients[1].close()
        for client in clients.prefix(2) { await client.connection.ended.wait() }
        #expect(metrics.level("connections") == 1)
        #expect(metrics.count("connections_opened", ["side": "server"]) == 3)
        #expect(metrics.count("connections_closed", ["status": kind, "by": "other"]) == 1)
        #expect(metrics.count("connections_closed", ["status": "normal", "by": "this"]) == 1)
    }

    @Test(
        "Time handlers by how they end",
        arguments: [
            ("work", "completed"), ("refuse", "refused"), ("unpin", "refused"), ("undeclared", "failed"),
            ("fail", "failed"),
            ("slow", "timed out"),
        ]
    )
    func handlers(event: String, outcome: String) async throws {
        let server = FairwayServer(configuration: configuration)
        let clock = clock
        server.use { call, next in
            call.event == "slow" ? try await call.run(within: .milliseconds(5), next) : try await next(call)
        }
        server.on("slow") { await waitUntilCancelled() }
        server.on("work") { clock.advance(by: .milliseconds(5)) }
        server.on("refuse") { () throws -> Void in
            clock.advance(by: .milliseconds(5))
            throw Rejection("no")
        }
        server[Board.self].on(Board.ToServer.unpin) { _, _ in
            clock.advance(by: .milliseconds(5))
            throw Board.PinError.full
        }
        server.on("undeclared") { () throws -> Void in
            clock.advance(by: .milliseconds(5))
            throw Board.PinError.full
        }
        server.on("fail") { () throws -> Void in
            clock.advance(by: .milliseconds(5))
            throw TransportError.closed
        }
        let peer = RawPeer(connectingTo: server)
        let channel = event == "unpin" ? "board" : ""
        try peer.send(#"{"i":1,"c":"\#(channel)","a":["\#(event)",1]}"#)
        if event == "slow" {
            await clock.waitForSleeper()
            clock.advance(by: .milliseconds(5))
        }
        _ = await peer.next()
        let dimensions = ["side": "server", "channel": channel, "event": event, "outcome": outcome]
        #expect(metrics.durations("handler", dimensions) == [5_000_000])
        #expect(metrics.factory.timers.count == 1)
    }

    @Test("Time a handler that is cancelled")
    func cancelled() async throws {
        let server = FairwayServer(configuration: configuration)
        let ended = Events<Void>()
        server.on("wait") { () throws -> Void in
            await waitUntilCancelled()
            try Task.checkCancellation()
        }
        server.onMessage { message, _ in
            Task {
                await message.processed()
                ended.add(())
            }
        }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["wait"]}"#)
        try peer.send(#"{"i":1,"x":"no longer"}"#)
        await ended.next()
        #expect(metrics.durations("handler", ["event": "wait", "outcome": "cancelled"]).count == 1)
    }

    @Test("Time requests by how they end")
    func requests() async throws {
        let client = FairwayClient(configuration: configuration)
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        let peer = RawPeer(peerEnd)
        func end(_ outcome: String, with frame: String?) async throws {
            let task = Task { try await client.of("room").request(EventName(outcome), timeout: .seconds(1)) as Int }
            _ = await peer.next()
            clock.advance(by: .milliseconds(7))
            if let frame { try peer.send(frame) } else { clock.advance(by: .seconds(1)) }
            _ = await task.result
            let times = metrics.durations("request", ["channel": "room", "event": outcome, "outcome": outcome])
            #expect(times == [frame == nil ? 1_007_000_000 : 7_000_000])
            #expect(metrics.count("messages_sent", ["kind": "request", "event": outcome, "side": "client"]) == 1)
        }
        try await end("completed", with: #"{"i":1,"d":1}"#)
        try await end("refused", with: #"{"i":2,"e":"no"}"#)
        try await end("failed", with: #"{"i":3,"d":"x"}"#)
        await clock.waitForSleeper()
        try await end("timed out", with: nil)
        #expect(await peer.next() == .message(#"{"i":4,"x":{"message":"timed out"},"_":1}"#))
        let cancelled = Task { try await client.request("cancelled") }
        _ = await peer.next()
        cancelled.cancel()
        _ = await cancelled.result
        #expect(metrics.durations("request", ["event": "cancelled", "outcome": "cancelled"]) == [0])
    }

    @Test("Durations that are too long for nanoseconds are as long as these go")
    func longest() {
        #expect(Duration.seconds(1).saturatingNanoseconds == 1_000_000_000)
        #expect(Duration.seconds(Int64.max).saturatingNanoseconds == .max)
        #expect(Duration.seconds(Int64.min).saturatingNanoseconds == .min)
    }
}

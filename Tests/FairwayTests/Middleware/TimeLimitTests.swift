import FairwayTesting
import Testing

@testable import Fairway

@Suite("A time limit of middleware")
struct TimeLimitTests {
    private let clock = ManualClock()
    private let configuration: ConnectionConfiguration

    init() {
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        self.configuration = configuration
    }

    @Test("Cancels a handler that takes longer, and tells the peer")
    func exceeded() async throws {
        let server = FairwayServer(configuration: configuration)
        server.use { call, next in
            guard call.event == "slow" else { return try await next(call) }
            return try await call.run(within: .seconds(2), next)
        }
        let reasons = Events<CancellationReason?>()
        server.on("slow") {
            await waitUntilCancelled()
            reasons.add(CancellationReason.current)
        }
        server.on("other") { true }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["slow"]}"#)
        await clock.waitForSleeper()
        clock.advance(by: .seconds(2))
        #expect(await peer.next() == .message(#"{"i":1,"e":{"message":"the handler took too long"},"_":1}"#))
        #expect(await reasons.next() == .deadlineExceeded)
        try peer.send(#"{"i":2,"a":["other"]}"#)
        #expect(await peer.next() == .message(#"{"i":2,"d":true}"#))
    }

    @Test("Lets the answer of one that is in time through, and what it throws")
    func inTime() async throws {
        let server = FairwayServer(configuration: configuration)
        server.use { try await $0.run(within: .seconds(2), $1) }
        server.on("ask") { (text: String) in "\(text) \(Client.current?.id.description ?? "nobody")" }
        server.on("fail") { () throws -> Void in throw Rejection("no") }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["ask","x"]}"#)
        #expect(await peer.next() == .message(#"{"i":1,"d":"x 1"}"#))
        try peer.send(#"{"i":2,"a":["fail"]}"#)
        #expect(await peer.next() == .message(#"{"i":2,"e":{"message":"no"},"_":1}"#))
    }

    @Test("Holds in a client program as well")
    func clientProgram() async throws {
        let client = FairwayClient(configuration: configuration)
        client.use { try await $0.run(within: .seconds(2), $1) }
        client.on("slow") { await waitUntilCancelled() }
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        let peer = RawPeer(peerEnd)
        try peer.send(#"{"i":1,"a":["slow"]}"#)
        await clock.waitForSleeper()
        clock.advance(by: .seconds(2))
        #expect(await peer.next() == .message(#"{"i":1,"e":{"message":"the handler took too long"},"_":1}"#))
    }
}

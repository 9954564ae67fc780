import Dispatch
import FairwayTesting
import Testing

@testable import Fairway

@Suite("Handlers that compute for long", .timeLimit(.minutes(1)))
struct HoldingTests {
    private let log = RecordingLog()

    private func server(longestHold: Duration) -> FairwayServer {
        var configuration = log.configuration
        configuration.longestHold = longestHold
        return FairwayServer(configuration: configuration)
    }

    /// Computes for so long.
    private static func compute(for time: Duration) {
        let end = ContinuousClock.now + time
        while ContinuousClock.now < end {}
    }

    @Test("One that is registered as concurrent does not keep what came behind it", arguments: [false, true])
    func concurrent(hasMiddleware: Bool) async throws {
        let server = server(longestHold: .seconds(60))
        if hasMiddleware { server.use { call, next in try await next(call) } }
        let quick = DispatchSemaphore(value: 0)
        server.concurrent.on("long") { quick.wait(timeout: .now() + 30) == .success }
        server.on("quick") { () -> Void in quick.signal() }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["long"]}"#)
        try peer.send(#"{"i":2,"a":["quick"]}"#)
        let answers = [await peer.next(), await peer.next()]
        #expect(Set(answers) == [.message(#"{"i":1,"d":true}"#), .message(#"{"i":2}"#)])
    }

    @Test("One that holds the thread on which messages arrive is named, with the time")
    func holding() async throws {
        let server = server(longestHold: .milliseconds(200))
        server.of("room").on("long") { Self.compute(for: .milliseconds(400)) }
        server.on("longAndAway") { () async in
            Self.compute(for: .milliseconds(400))
            await Task.yield()
        }
        server.concurrent.on("concurrent") { Self.compute(for: .milliseconds(400)) }
        let peer = RawPeer(connectingTo: server)
        for frame in [
            #"{"i":1,"c":"room","a":["long"]}"#, #"{"i":2,"a":["longAndAway"]}"#, #"{"i":3,"a":["concurrent"]}"#,
        ] {
            try peer.send(frame)
            guard case .message = await peer.next() else { break }
        }
        let held = log.lines.filter { $0.message == LogLine.Kind.heldThread.rawValue }
        #expect(held.map { $0.metadata["event"] } == ["long", "longAndAway"])
        #expect(held.map { $0.metadata["channel"] } == ["room", nil])
        for line in held { #expect(line.metadata["reason"]?.hasSuffix(" ms") == true) }
    }
}

import FairwayTesting
import MetricsTestKit
import Testing

@testable import Fairway

@Suite("Metrics of messages")
struct MessageMetricsTests {
    private let metrics = RecordingMetrics()

    @Test("Are off unless asked for")
    func off() {
        #expect(FairwayServer().instruments == nil)
        #expect(FairwayClient().instruments == nil)
    }

    @Test("Count what comes by name, and what has no handler as unknown", arguments: [false, true])
    func received(hasMiddleware: Bool) async throws {
        let server = FairwayServer(configuration: metrics.configuration())
        server.of("room").on("say") { (_: String) in }
        server.on("ask") { true }
        if hasMiddleware { server.use { call, next in try await next(call) } }
        let peer = RawPeer(connectingTo: server)
        for number in 0..<500 { try peer.send(#"{"a":["made up \#(number)"]}"#) }
        try peer.send(#"{"c":"room","a":["say","x"]}"#)
        try peer.send(#"{"c":"room","i":1,"a":["say","x"]}"#)
        #expect(await peer.next() == .message(#"{"i":1}"#))
        try peer.send(#"{"i":2,"a":["open"]}"#)
        _ = await peer.next()
        try peer.send(#"{"i":3,"a":["ask"]}"#)
        #expect(await peer.next() == .message(#"{"i":3,"d":true}"#))
        let say = ["side": "server", "channel": "room", "event": "say"]
        #expect(metrics.count("messages_received", say.merging(["kind": "event"]) { $1 }) == 1)
        #expect(metrics.count("messages_received", say.merging(["kind": "request"]) { $1 }) == 1)
        #expect(metrics.count("messages_received", ["channel": "", "event": "ask"]) == 1)
        #expect(metrics.count("messages_received", ["event": "unknown", "kind": "event"]) == 500)
        #expect(metrics.count("messages_received", ["event": "unknown", "kind": "request"]) == 1)
        #expect(metrics.factory.counters(label: "fairway_messages_received").count == 5)
    }

    @Test("Have series for so many names and no more")
    func bound() async throws {
        let server = FairwayServer(configuration: metrics.configuration(maximumNames: 2))
        let peer = RawPeer(connectingTo: server)
        let client = try #require(server.clients.first)
        for name in ["a", "b", "c", "d", "a"] { try await client.emit(EventName(name)) }
        try peer.send(#"{"i":1,"a":["nobody"]}"#)
        for _ in 0..<6 { _ = await peer.next() }
        #expect(metrics.count("messages_sent", ["event": "a"]) == 2)
        #expect(metrics.count("messages_sent", ["event": "b"]) == 1)
        #expect(metrics.count("messages_sent", ["event": "other"]) == 2)
        #expect(metrics.count("messages_received", ["event": "unknown"]) == 1)
    }

    @Test("Count a broadcast for each client that it went to, and what did not leave")
    func broadcast() async throws {
        let server = FairwayServer(configuration: metrics.configuration())
        let peers = (0..<3).map { _ in RawPeer(connectingTo: server) }
        let (deadEnd, serverEnd) = InMemoryTransport.pair(bufferLimit: 0)
        server.accept(serverEnd)
        let first = try #require(server.clients.first)
        first.useOutbound { call, next in try await next(call) }
        #expect(try await server.of("room").emit("said").count == 1)
        #expect(metrics.count("messages_sent", ["channel": "room", "event": "said", "kind": "event"]) == 3)
        #expect(metrics.count("messages_unsent", ["reason": "buffer full"]) == 1)
        #expect(metrics.count("bytes_sent") == Int64(3 * #"{"c":"room","a":["said"]}"#.utf8.count))
        deadEnd.abort()
        withExtendedLifetime(peers) {}
    }

    @Test("Count the bytes that come")
    func bytes() async throws {
        let server = FairwayServer(configuration: metrics.configuration())
        let peer = RawPeer(connectingTo: server)
        let frames = [#"{"a":["x"]}"#, "no JSON", #"{"i":1,"a":["x"]}"#]
        for frame in frames { try peer.send(frame) }
        _ = await peer.next()
        #expect(metrics.count("bytes_received", ["side": "server"]) == Int64(frames.map(\.utf8.count).reduce(0, +)))
    }

    @Test("Count each thing that is refused or fails as the log has it, whatever its level")
    func incidents() async throws {
        let server = FairwayServer(configuration: metrics.configuration())
        server.on("fail") { () throws -> Void in throw Rejection("no") }
        let peer = RawPeer(connectingTo: server)
        for frame in ["no JSON", "[]", #"{"a":["x"]}"#, #"{"i":1,"a":["fail"]}"#] { try peer.send(frame) }
        _ = await peer.next()
        #expect(metrics.count("incidents", ["kind": "a malformed message was dropped", "side": "server"]) == 2)
        #expect(metrics.count("incidents", ["kind": "no event listener"]) == 1)
        #expect(metrics.count("incidents", ["kind": "refused by the handler"]) == 1)
    }

    @Test("Tell how many messages wait, until the end of the connection")
    func waiting() async throws {
        var configuration = metrics.configuration()
        configuration.maximumRunningHandlers = 1
        configuration.maximumWaitingMessages = 3
        let server = FairwayServer(configuration: configuration)
        let release = Latch()
        server.on("wait") { await release.wait() }
        server.on("stay") { await waitUntilCancelled() }
        let peer = RawPeer(connectingTo: server)
        let client = try #require(server.clients.first)
        try peer.send(#"{"i":1,"a":["wait"]}"#)
        for id in 2...5 { try peer.send(#"{"i":\#(id),"a":["stay"]}"#) }
        #expect(await peer.next() == .message(#"{"i":5,"e":{"message":"too many requests are waiting"},"_":1}"#))
        #expect(metrics.level("waiting_messages") == 3)
        try peer.send(#"{"i":3,"x":"no longer"}"#)
        // Answered at once, whatever waits, so that what came before has been dealt with.
        try peer.send(#"{"h":7,"a":["x"]}"#)
        _ = await peer.next()
        #expect(metrics.level("waiting_messages") == 2)
        release.open()
        #expect(await peer.next() == .message(#"{"i":1}"#))
        peer.close()
        await client.connection.ended.wait()
        #expect(metrics.level("waiting_messages") == 0)
    }
}

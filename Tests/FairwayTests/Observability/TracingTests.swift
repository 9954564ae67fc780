import FairwayTesting
import InMemoryTracing
import Testing
import Tracing

@testable import Fairway

@Suite("Spans")
struct TracingTests {
    private let tracer = InMemoryTracer()
    private let server: FairwayServer

    init() {
        var configuration = ConnectionConfiguration()
        configuration.tracer = tracer
        server = FairwayServer(configuration: configuration)
    }

    @Test("Are around handlers, by channel and event, each a trace of its own")
    func handlers() async throws {
        let contexts = Events<Bool>()
        server.of("room").on("say") { (_: String) in contexts.add(ServiceContext.current != nil) }
        server.on("ask") { contexts.add(ServiceContext.current != nil) }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"c":"room","a":["say","x"]}"#)
        _ = await peer.next()
        try peer.send(#"{"i":2,"a":["ask"]}"#)
        _ = await peer.next()
        try peer.send(#"{"i":3,"a":["nobody"]}"#)
        _ = await peer.next()
        let spans = tracer.finishedSpans
        #expect(spans.map(\.operationName) == ["room/say", "/ask"])
        #expect(spans.map(\.kind) == [.server, .server])
        #expect(spans.allSatisfy { $0.parentSpanID == nil && $0.status == nil })
        #expect(Set(spans.map(\.traceID)).count == 2)
        #expect(await contexts.next(2) == [true, true])
    }

    @Test("Have middleware in them, and no name that a peer has made up")
    func middleware() async throws {
        server.use { call, next in
            #expect(ServiceContext.current != nil)
            return try await next(call)
        }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["made up"]}"#)
        _ = await peer.next()
        #expect(tracer.finishedSpans.map(\.operationName) == ["/unknown"])
    }

    @Test("Are around requests, inside of the handler that makes them")
    func requests() async throws {
        let peer = RawPeer(connectingTo: server)
        server.on("relay") { () async throws -> Int in
            try await #require(Client.current).of("room").request("count")
        }
        try peer.send(#"{"i":1,"a":["relay"]}"#)
        #expect(await peer.next() == .message(#"{"i":1,"c":"room","a":["count"]}"#))
        try peer.send(#"{"i":1,"d":5}"#)
        #expect(await peer.next() == .message(#"{"i":1,"d":5}"#))
        let spans = tracer.finishedSpans
        #expect(spans.map(\.operationName) == ["room/count", "/relay"])
        #expect(spans.map(\.kind) == [.client, .server])
        let (inner, outer) = (try #require(spans.first), try #require(spans.last))
        #expect(inner.parentSpanID == outer.spanID)
        #expect(inner.traceID == outer.traceID)
    }

    @Test("Tell of an error, and not what the other side has written in it")
    func errors() async throws {
        let peer = RawPeer(connectingTo: server)
        server.on("relay") { () async throws -> Int in try await #require(Client.current).request("count") }
        server.on("fail") { () throws -> Void in throw TransportError.bufferFull }
        try peer.send(#"{"i":1,"a":["relay"]}"#)
        _ = await peer.next()
        try peer.send(#"{"i":1,"e":"the secret"}"#)
        _ = await peer.next()
        try peer.send(#"{"i":2,"a":["fail"]}"#)
        _ = await peer.next()
        server.on("refuse") { (text: String) throws -> Void in throw Rejection("not \(text)") }
        try peer.send(#"{"i":3,"a":["refuse","the secret"]}"#)
        _ = await peer.next()
        let spans = tracer.finishedSpans
        let refused = SpanStatus(code: .error, message: "the other side rejected a request")
        let messages = ["bufferFull", "Rejection"].map { SpanStatus(code: .error, message: $0) }
        #expect(spans.map(\.status) == [refused, refused] + messages)
        #expect(spans.allSatisfy { $0.errors.isEmpty })
        #expect(spans.last?.attributes["error.type"]?.toSpanAttribute() == .string("Rejection"))
    }

    @Test("Do without metrics, and metrics without them")
    func both() async throws {
        let metrics = RecordingMetrics()
        var configuration = metrics.configuration()
        configuration.tracer = tracer
        let server = FairwayServer(configuration: configuration)
        server.on("ask") { true }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["ask"]}"#)
        _ = await peer.next()
        #expect(tracer.finishedSpans.count == 1)
        #expect(metrics.durations("handler", ["event": "ask"]).count == 1)
        #expect(self.server.instruments?.metrics == nil)
    }
}

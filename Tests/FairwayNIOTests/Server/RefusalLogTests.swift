import Fairway
import FairwayNIO
import Logging
import Testing

/// Hands on each line that is logged, with its metadata but the port-less address that every test has.
private struct LineHandler: LogHandler {
    let lines: AsyncStream<String>.Continuation
    var logLevel = Logger.Level.debug
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let values = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        lines.yield("\(event.level) \(event.message) \(values.joined(separator: " "))")
    }
}

@Suite("What a listener refuses makes one line in the log", .timeLimit(.minutes(1)))
struct RefusalLogTests {
    private let server: FairwayServer
    private let lines: AsyncStream<String>

    init() {
        let (lines, continuation) = AsyncStream<String>.makeStream()
        var configuration = ConnectionConfiguration()
        configuration.logger = Logger(label: "test") { _ in LineHandler(lines: continuation) }
        server = FairwayServer(configuration: configuration)
        self.lines = lines
    }

    private func nextLine() async -> String? {
        var iterator = lines.makeAsyncIterator()
        return await iterator.next()
    }

    @Test(
        "A handshake, with its reason and without what it said",
        arguments: [
            (upgradeRequest(line: "POST /CANARY HTTP/1.1"), "the method has to be GET"),
            (upgradeRequest(key: "CANARY"), "Sec-WebSocket-Key has to be 16 bytes in Base64"),
            ("CANARY\r\n\r\n", "not an HTTP request"),
            ("GET /CANARY HTTP/1.1\r\nHost: localhost\r\n\r\n", "this is a WebSocket"),
            ("GET / HTTP/1.1\r\nX: " + String(repeating: "CANARY", count: 3_000), "the request is too large"),
        ]
    )
    func handshakes(request: String, reason: String) async throws {
        let listener = try await server.listen(host: "127.0.0.1", port: 0, options: .patient)
        let peer = try await RawPeer.connect(to: listener.port)
        try await peer.send(request)
        #expect(
            await nextLine()
                == "debug a connection was refused in its handshake address=127.0.0.1 reason=\(reason)"
        )
        _ = await peer.readToEnd()
        await listener.close()
    }

    @Test("A handshake that takes too long")
    func late() async throws {
        var options = WebSocketOptions()
        options.handshakeTimeout = .milliseconds(20)
        let listener = try await server.listen(host: "127.0.0.1", port: 0, options: options)
        let peer = try await RawPeer.connect(to: listener.port)
        #expect(
            await nextLine()
                == "debug a connection was refused in its handshake address=127.0.0.1 "
                + "reason=no handshake in time"
        )
        _ = await peer.readToEnd()
        await listener.close()
    }

    @Test("A frame that breaks the protocol, without its text")
    func violation() async throws {
        let listener = try await server.listen(host: "127.0.0.1", port: 0, options: .patient)
        let peer = try await RawPeer.upgraded(at: listener.port)
        // Not masked, as a client's frames have to be.
        try await peer.send([0x81, 0x06] + Array("CANARY".utf8))
        #expect(await nextLine() == "info the connection ended for a broken rule client=1 status=1002")
        _ = await peer.readToEnd()
        await listener.close()
    }
}

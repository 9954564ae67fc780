import Fairway
import FairwayNIO
import Testing

@Suite("Opening a WebSocket", .timeLimit(.minutes(1)))
struct ConnectorTests {
    private static var impatient: WebSocketOptions {
        var options = WebSocketOptions()
        options.handshakeTimeout = .milliseconds(50)
        return options
    }

    @Test(
        "A server that refuses is an error with its HTTP status",
        arguments: [(404, "Not Found"), (401, "Unauthorized"), (302, "Found"), (503, "Service Unavailable")]
    )
    func refused(status: Int, reason: String) async throws {
        let server = try await RawServer.answering("HTTP/1.1 \(status) \(reason)\r\nContent-Length: 2\r\n\r\nno")
        let connector = try WebSocketConnector(to: "ws://127.0.0.1:\(server.port)/")
        await #expect(throws: WebSocketConnectError.refused(status: status, reason: reason)) {
            try await connector.connect()
        }
        try await server.close()
    }

    @Test(
        "An answer that is no good handshake is refused",
        arguments: [
            "HTTP/1.1 101 Switching Protocols\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
            """
            HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n
            """,
            "what is this\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 20_000),
        ]
    )
    func badAnswer(answer: String) async throws {
        let server = try await RawServer.answering(answer)
        let connector = try WebSocketConnector(to: "ws://127.0.0.1:\(server.port)/")
        let error = await #expect(throws: WebSocketConnectError.self) { try await connector.connect() }
        guard case .invalidAnswer(let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!reason.isEmpty)
        try await server.close()
    }

    @Test("A server that hangs up, or stays silent, is an error of its own")
    func noAnswer() async throws {
        let closing = try await RawServer.answering(nil)
        await #expect(throws: WebSocketConnectError.connectionClosed) {
            try await WebSocketConnector(to: "ws://127.0.0.1:\(closing.port)/").connect()
        }
        try await closing.close()

        let silent = try await RawServer.answering("")
        await #expect(throws: WebSocketConnectError.timedOut) {
            try await WebSocketConnector(to: "ws://127.0.0.1:\(silent.port)/", options: Self.impatient).connect()
        }
        try await silent.close()
    }

    @Test("Cancelling the task ends the attempt")
    func cancellation() async throws {
        let silent = try await RawServer.answering("")
        let connector = try WebSocketConnector(to: "ws://127.0.0.1:\(silent.port)/")
        let attempt = Task { try await connector.connect() }
        attempt.cancel()
        await #expect(throws: CancellationError.self) { try await attempt.value }
        try await silent.close()
    }

    @Test("Cancelling the task within the handshake closes the connection")
    func cancellationWithinHandshake() async throws {
        let silent = try await RawServer.answering("")
        let connector = try WebSocketConnector(to: "ws://127.0.0.1:\(silent.port)/", options: .patient)
        let attempt = Task { try await connector.connect() }
        var events = silent.events.makeAsyncIterator()
        #expect(await events.next() == .received)
        attempt.cancel()
        await #expect(throws: CancellationError.self) { try await attempt.value }
        #expect(await events.next() == .ended)
        try await silent.close()
    }

    @Test("A port where nobody listens is the network's error")
    func nobodyListens() async throws {
        let server = try await RawServer.answering("")
        try await server.close()
        let connector = try WebSocketConnector(to: "ws://127.0.0.1:\(server.port)/")
        let error = await #expect(throws: (any Error).self) { try await connector.connect() }
        #expect(!(error is WebSocketConnectError))
    }

    @Test("Path, query and headers arrive at the server")
    func handshake() async throws {
        let loopback = try await Loopback.listen()
        let connector = try WebSocketConnector(
            to: "ws://localhost:\(loopback.listener.port)/a/b%20c?d=e&f",
            headers: [HeaderField(name: "Authorization", value: "Bearer token")]
        )
        let client = try await connector.connect()
        let (server, handshake) = try await loopback.next()
        #expect(handshake.path == "/a/b%20c")
        #expect(handshake.query == "d=e&f")
        #expect(handshake.header("authorization") == "Bearer token")
        #expect(handshake.header("Host") == "localhost:\(loopback.listener.port)")
        #expect(handshake.header("Sec-WebSocket-Protocol") == "ws-wrapper")
        client.abort()
        server.abort()
        await loopback.listener.close()
    }

    @Test(
        "A header field that would break the handshake is refused before anything is opened",
        arguments: [
            HeaderField(name: "Host", value: "elsewhere"),
            HeaderField(name: "sec-websocket-key", value: "mine"),
            HeaderField(name: "X-Split", value: "a\r\nX-More: b"),
            HeaderField(name: "X Space", value: "a"),
            HeaderField(name: "", value: "a"),
        ]
    )
    func badHeader(field: HeaderField) async throws {
        let connector = try WebSocketConnector(to: "ws://127.0.0.1:9/", headers: [field])
        await #expect(throws: WebSocketConnectError.invalidHeader(field.name)) { try await connector.connect() }
    }
}

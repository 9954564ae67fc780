import Fairway
import FairwayNIO
import Testing

struct BadRequest: Sendable, CustomTestStringConvertible {
    var name: String
    var request: String
    var answer: [String]

    init(_ name: String, _ request: String, _ answer: String...) {
        self.name = name
        self.request = request
        self.answer = answer
    }

    var testDescription: String { name }

    static let all: [BadRequest] = [
        BadRequest(
            "a plain request",
            "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "HTTP/1.1 426 ",
            "Upgrade: websocket",
            "Connection: upgrade, close"
        ),
        BadRequest(
            "another upgrade",
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
            "HTTP/1.1 426 ",
            "Upgrade: websocket"
        ),
        BadRequest(
            "an older version",
            upgradeRequest(version: "8"),
            "HTTP/1.1 426 ",
            "Sec-WebSocket-Version: 13"
        ),
        BadRequest("no HTTP", "what is this\r\n\r\n", "HTTP/1.1 400 "),
        BadRequest("another method", upgradeRequest(line: "POST / HTTP/1.1"), "HTTP/1.1 400 "),
        BadRequest("HTTP 1.0", upgradeRequest(line: "GET / HTTP/1.0"), "HTTP/1.1 400 "),
        BadRequest("no connection upgrade", upgradeRequest(connection: "keep-alive"), "HTTP/1.1 400 "),
        BadRequest("a short key", upgradeRequest(key: "dGhlIHNhbXBsZQ=="), "HTTP/1.1 400 "),
        BadRequest("a key that is not Base64", upgradeRequest(key: "dGhlIHNhbXBsZSBub25jZ!=="), "HTTP/1.1 400 "),
        BadRequest(
            "two keys",
            upgradeRequest(more: ["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]),
            "HTTP/1.1 400 "
        ),
        BadRequest("two hosts", upgradeRequest(more: ["Host: elsewhere"]), "HTTP/1.1 400 "),
        BadRequest("a body", upgradeRequest(more: ["Content-Length: 3"]) + "abc", "HTTP/1.1 400 "),
        BadRequest(
            "a header that is too large",
            upgradeRequest(more: ["Cookie: " + String(repeating: "x", count: 20_000)]),
            "HTTP/1.1 431 "
        ),
        BadRequest(
            "more header fields than are read",
            upgradeRequest(more: Array(repeating: "a:b", count: 1_000)),
            "HTTP/1.1 431 "
        ),
    ]
}

@Suite("Requests to a listener", .timeLimit(.minutes(1)))
struct RefusalTests {
    @Test("A request that does not become a WebSocket is answered in HTTP and closed", arguments: BadRequest.all)
    func refused(input: BadRequest) async throws {
        let loopback = try await Loopback.listen()
        let peer = try await RawPeer.connect(to: loopback.listener.port)
        try await peer.send(input.request)
        let answer = String(decoding: await peer.readToEnd(), as: UTF8.self)
        #expect(answer.hasPrefix(input.answer[0]), "\(answer)")
        for line in input.answer.dropFirst() {
            #expect(answer.contains(line + "\r\n"), "\(answer)")
        }
        #expect(answer.ranges(of: "HTTP/1.1 ").count == 1, "there is one answer")
        await loopback.listener.close()
    }

    @Test("A good request is answered with the accept key, and the handshake says what it asked for")
    func accepted() async throws {
        let loopback = try await Loopback.listen()
        let peer = try await RawPeer.connect(to: loopback.listener.port)
        try await peer.send(upgradeRequest(more: ["Sec-WebSocket-Protocol: chat, ws-wrapper", "X-Token: secret"]))
        let head = try await peer.readHead()
        #expect(head.hasPrefix("HTTP/1.1 101 "))
        #expect(head.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"))
        #expect(head.contains("Sec-WebSocket-Protocol: ws-wrapper\r\n"))
        let (transport, handshake) = try await loopback.next()
        #expect(handshake.path == "/chat")
        #expect(handshake.query == "room=1")
        #expect(handshake.header("x-token") == "secret")
        #expect(handshake.header("X-Nothing") == nil)
        #expect(handshake.remoteAddress == "127.0.0.1")
        transport.abort()
        #expect(await peer.readToEnd() == [])
        await loopback.listener.close()
    }

    @Test("No subprotocol is chosen where none that is known was offered")
    func unknownSubprotocol() async throws {
        let loopback = try await Loopback.listen()
        let peer = try await RawPeer.connect(to: loopback.listener.port)
        try await peer.send(upgradeRequest(more: ["Sec-WebSocket-Protocol: chat"]))
        #expect(try await !peer.readHead().contains("Sec-WebSocket-Protocol"))
        try await peer.close()
        await loopback.listener.close()
    }

    @Test("A handshake that takes too long is closed")
    func handshakeTimeout() async throws {
        var options = WebSocketOptions()
        options.handshakeTimeout = .milliseconds(20)
        let loopback = try await Loopback.listen(options: options)
        let peer = try await RawPeer.connect(to: loopback.listener.port)
        #expect(await peer.readToEnd() == [])
        await loopback.listener.close()
    }

    @Test("Closing a listener ends handshakes, refuses new connections and leaves open transports alone")
    func closing() async throws {
        let loopback = try await Loopback.echoing()
        let peer = try await RawPeer.connect(to: loopback.listener.port)
        try await peer.send("GET / HTTP/1.1\r\nHost:")
        let client = try await loopback.connect()
        let receiver = RecordingReceiver()
        client.start(delivering: receiver)
        await loopback.listener.close()
        await loopback.listener.close()

        #expect(await peer.readToEnd() == [])
        await #expect(throws: (any Error).self) { try await loopback.connect() }
        try client.send(EncodedMessage(bytes: [0x41]))
        var recording = Recording(receiver)
        #expect(await recording.next() == .message([0x41]))
        client.abort()
    }

    @Test("A port that is taken cannot be bound")
    func portTaken() async throws {
        let loopback = try await Loopback.echoing()
        await #expect(throws: (any Error).self) {
            try await WebSocketListener.bind(host: "127.0.0.1", port: loopback.listener.port) { _, _ in }
        }
        await loopback.listener.close()
    }
}

import Fairway
import FairwayNIO
import NIOCore
import ServiceLifecycle
import Testing

private enum UserKey: ClientKey {
    static var defaultValue: String { "nobody" }
}

@Suite("A service", .timeLimit(.minutes(1)))
struct WebSocketServiceTests {
    private let chat = FairwayServer()
    private let admin = FairwayServer()
    private var service = WebSocketService(host: "127.0.0.1", port: 0, options: .patient)

    init() {
        chat.on("who") { "chat" }
        admin.on("who") { "admin" }
        admin.on("user") { () -> String in Client.current?.values[UserKey.self] ?? "" }
    }

    /// Sends a request and returns the head of the answer.
    private func head(_ request: String, at listener: WebSocketListener) async throws -> String {
        let peer = try await RawPeer.connect(to: listener.port)
        try await peer.send(request)
        let head = try await peer.readHead()
        // The server may have closed it before.
        peer.channel.close(promise: nil)
        return head
    }

    private func status(_ request: String, at listener: WebSocketListener) async throws -> String {
        String(try await head(request, at: listener).split(separator: " ")[1])
    }

    private func who(at path: String, of listener: WebSocketListener) async throws -> String {
        let client = FairwayClient()
        try await client.connect(to: "ws://127.0.0.1:\(listener.port)\(path)")
        let answer: String = try await client.request("who")
        await client.close()
        return answer
    }

    @Test("Offers each server under its path, the most particular first, and nothing elsewhere")
    mutating func paths() async throws {
        service.mount(admin, at: "/admin/")
        service.mount(chat, at: "rooms/chat")
        service.mount(chat, at: "/admin/chat")
        let listener = try await service.listen()
        for (path, name) in [
            ("/admin", "admin"), ("/admin/", "admin"), ("//admin?x=/rooms/chat", "admin"), ("/admin/users", "admin"),
            ("/rooms/chat", "chat"), ("/rooms/chat/1", "chat"), ("/admin/chat", "chat"), ("/admin/chat/1?a", "chat"),
        ] {
            #expect(try await who(at: path, of: listener) == name, "\(path)")
        }
        for path in ["/", "/rooms", "/administrators", "/%61dmin", "/ADMIN", "*"] {
            let request = upgradeRequest(line: "GET \(path) HTTP/1.1")
            #expect(try await status(request, at: listener) == "404", "\(path)")
        }
        #expect(try await status(upgradeRequest(line: "GET http://localhost/admin HTTP/1.1"), at: listener) == "101")
        await listener.close()
    }

    @Test("Refuses pages of other origins unless they are listed, before the program is asked")
    mutating func origins() async throws {
        service.mount(chat)
        service.mount(admin, at: "/admin", origins: .only(["https://example.org"])) { _ in .accept() }
        service.mount(chat, at: "/open", origins: .any)
        let listener = try await service.listen()
        func status(_ path: String, _ origin: String) async throws -> String {
            let request = upgradeRequest(line: "GET \(path) HTTP/1.1", more: ["Origin: \(origin)"])
            return try await self.status(request, at: listener)
        }
        #expect(try await status("/", "http://localhost") == "101")
        #expect(try await status("/", "http://evil.net") == "403")
        #expect(try await status("/admin", "http://localhost") == "403")
        #expect(try await status("/admin", "https://example.org") == "101")
        #expect(try await status("/open", "http://evil.net") == "101")
        await listener.close()
    }

    @Test("Lets a program decide by path, query, fields and address, and keeps what it says for the client")
    mutating func admission() async throws {
        service.mount(admin, at: "/admin") { handshake in
            #expect(handshake.remoteAddress == "127.0.0.1")
            guard let token = handshake.header("Authorization") else {
                return .refuse(
                    status: 401,
                    reason: "sign in first",
                    headers: [
                        HeaderField(name: "WWW-Authenticate", value: "Bearer"),
                        HeaderField(name: "X-Bad", value: "a\r\nSet-Cookie: b"),
                        HeaderField(name: "Content-Length", value: "7"),
                    ]
                )
            }
            let values = ClientValues()
            values[UserKey.self] = "\(token) \(handshake.path) \(handshake.query ?? "")"
            return .accept(values)
        }
        let listener = try await service.listen()
        let refusal = try await head(upgradeRequest(line: "GET /admin HTTP/1.1"), at: listener)
        #expect(refusal.hasPrefix("HTTP/1.1 401 Unauthorized\r\n"))
        #expect(refusal.contains("WWW-Authenticate: Bearer\r\n"))
        #expect(!refusal.contains("Set-Cookie") && !refusal.contains("X-Bad"))
        #expect(refusal.contains("Content-Length: 14\r\n") && !refusal.contains("Content-Length: 7"))

        let client = FairwayClient()
        try await client.connect(
            to: "ws://127.0.0.1:\(listener.port)/admin/users?all=1",
            headers: [HeaderField(name: "Authorization", value: "ada")]
        )
        #expect(try await client.request("user") == "ada /admin/users all=1")
        await client.close()
        await listener.close()
    }

    @Test("Answers a decision that fails or makes no sense", arguments: [(99, "403"), (200, "403"), (503, "503")])
    mutating func oddDecisions(status: Int, answer: String) async throws {
        service.mount(chat) { handshake in
            guard handshake.path == "/" else { throw CancellationError() }
            return .refuse(status: status, reason: "no")
        }
        let listener = try await service.listen()
        #expect(try await self.status(upgradeRequest(line: "GET / HTTP/1.1"), at: listener) == answer)
        #expect(try await self.status(upgradeRequest(line: "GET /throw HTTP/1.1"), at: listener) == "500")
        let twice = upgradeRequest(line: "GET / HTTP/1.1", more: ["Upgrade: websocket, websocket"])
        #expect(try await self.status(twice, at: listener) == answer)
        await listener.close()
    }

    @Test(
        "Gives up a decision whose client has gone, or that takes longer than a handshake may",
        arguments: [true, false]
    )
    mutating func lateDecisions(isLate: Bool) async throws {
        if isLate { service.options.handshakeTimeout = .milliseconds(30) }
        let (cancelled, continuation) = AsyncStream<Void>.makeStream()
        let (asked, askedContinuation) = AsyncStream<Void>.makeStream()
        service.mount(chat) { _ in
            askedContinuation.yield()
            try? await Task.sleep(for: .seconds(3_600))
            if Task.isCancelled { continuation.yield() }
            return .accept()
        }
        let listener = try await service.listen()
        let peer = try await RawPeer.connect(to: listener.port)
        try await peer.send(upgradeRequest())
        _ = await asked.first { true }
        if !isLate { try await peer.reset() }
        _ = await cancelled.first { true }
        if isLate { #expect(await peer.readToEnd() == []) }
        #expect(chat.clients.isEmpty)
        await listener.close()
    }

    @Test("Waits for its end also where it offers nothing")
    mutating func empty() async throws {
        let (listeners, continuation) = AsyncStream<WebSocketListener>.makeStream()
        service.onListening = { continuation.yield($0) }
        let group = ServiceGroup(services: [service], logger: chat.configuration.logger)
        async let running: Void = group.run()
        let listener = try #require(await listeners.first { _ in true })
        #expect(try await status(upgradeRequest(), at: listener) == "404")
        await group.triggerGracefulShutdown()
        try await running
    }

    @Test("Says whether it is alive and ready, and ends when its group shuts down")
    mutating func health() async throws {
        let (listeners, continuation) = AsyncStream<WebSocketListener>.makeStream()
        service.mount(chat)
        service.health = HealthPaths(readiness: "/ready")
        service.onListening = { continuation.yield($0) }
        let (started, startedContinuation) = AsyncStream<Void>.makeStream()
        let (released, release) = AsyncStream<Void>.makeStream()
        chat.on("slow") { () async -> String in
            startedContinuation.yield()
            _ = await released.first { true }
            return "done"
        }
        let group = ServiceGroup(services: [service], logger: chat.configuration.logger)
        async let running: Void = group.run()
        let listener = try #require(await listeners.first { _ in true })
        func get(_ path: String, _ method: String = "GET") async throws -> String {
            let peer = try await RawPeer.connect(to: listener.port)
            try await peer.send("\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            return String(decoding: await peer.readToEnd(), as: UTF8.self)
        }
        #expect(try await get("/livez").hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(try await get("/ready?now").hasSuffix("\r\n\r\nready\n"))
        #expect(try await get("/ready", "HEAD").hasSuffix("Content-Length: 6\r\n\r\n"))
        #expect(try await get("/ready", "POST").hasPrefix("HTTP/1.1 426 "))
        #expect(try await get("/readyz").hasPrefix("HTTP/1.1 426 "))

        let client = FairwayClient(reconnecting: .never)
        try await client.connect(to: "ws://127.0.0.1:\(listener.port)/")
        async let slow: String = client.request("slow")
        _ = await started.first { true }
        await group.triggerGracefulShutdown()
        await chat.waitUntilClosing()
        #expect(try await get("/ready").hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
        #expect(try await get("/livez").hasPrefix("HTTP/1.1 200 OK\r\n"))
        release.yield()
        #expect(try await slow == "done")
        try await running
        await #expect(throws: (any Error).self) { try await get("/livez") }
    }
}

#if TLS
    import Fairway
    import FairwayNIO
    import Testing

    @Suite("Server and client over TLS", .timeLimit(.minutes(1)))
    struct SecureEndToEndTests {
        @Test("Requests, broadcasts and streams go through, and the end has its status and reason")
        func wholeRuntime() async throws {
            let server = FairwayServer()
            server.on("add") { (a: Int, b: Int) in a + b }
            server.on("count") { (limit: Int) in
                AsyncStream<Int> { continuation in
                    for number in 0..<limit { continuation.yield(number) }
                    continuation.finish()
                }
            }
            let (ends, end) = AsyncStream<ConnectionEnd>.makeStream()
            server.onClose { end.yield($1) }
            let (listeners, onListening) = AsyncStream<WebSocketListener>.makeStream()
            let certificates = try TestCertificates.server()
            let serving = Task {
                try await server.run(host: "127.0.0.1", port: 0, tls: certificates) { onListening.yield($0) }
            }
            var iterator = listeners.makeAsyncIterator()
            let port = try #require(await iterator.next()).port

            let client = FairwayClient()
            let (news, told) = AsyncStream<String>.makeStream()
            client.on("news") { (text: String) in _ = told.yield(text) }
            try await client.connect(to: "wss://localhost:\(port)/", trust: TestCertificates.trust)
            let sum: Int = try await client.request("add", 20, 22)
            #expect(sum == 42)
            let text = String(repeating: "so much to tell ", count: 20_000)
            try await server.emit("news", text)
            var newsIterator = news.makeAsyncIterator()
            #expect(await newsIterator.next() == text)
            var numbers: [Int] = []
            for try await number in try await client.stream("count", 100, of: Int.self) {
                numbers.append(number)
            }
            #expect(numbers == Array(0..<100))

            await client.close(status: 4000, reason: "bye")
            var endIterator = ends.makeAsyncIterator()
            let last = try #require(await endIterator.next())
            #expect((last.status, last.reason, last.isLocal) == (4000, "bye", false))
            await server.close()
            try await serving.value
        }
    }
#endif

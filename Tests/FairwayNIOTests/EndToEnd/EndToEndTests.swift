import Fairway
import FairwayNIO
import Testing

@Suite("Server and client over a socket", .timeLimit(.minutes(1)))
struct EndToEndTests {
    private let server = FairwayServer()

    /// Serves for the length of a test, then closes, which must end `run`.
    private func withServer(_ body: (_ url: String) async throws -> Void) async throws {
        let (listeners, continuation) = AsyncStream<WebSocketListener>.makeStream()
        let server = server
        let serving = Task {
            try await server.run(host: "127.0.0.1", port: 0) { continuation.yield($0) }
        }
        var iterator = listeners.makeAsyncIterator()
        let listener = try #require(await iterator.next())
        do {
            try await body("ws://127.0.0.1:\(listener.port)/")
        } catch {
            Issue.record(error)
        }
        await server.close()
        try await serving.value
    }

    @Test("Requests go both ways, and events keep their order")
    func conversation() async throws {
        server.on("add") { (a: Int, b: Int) in a + b }
        server.on("ask") { () async throws -> String in
            guard let client = Client.current else { throw Rejection("nobody asks") }
            return try await client.request("answer")
        }
        try await withServer { url in
            let client = FairwayClient()
            client.on("answer") { "42" }
            try await client.connect(to: url)
            let sum: Int = try await client.request("add", 1, 2)
            #expect(sum == 3)
            let answer: String = try await client.request("ask")
            #expect(answer == "42")
            let sums = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<100 { group.addTask { try await client.request("add", number, 1) } }
                return try await group.reduce(0, +)
            }
            #expect(sums == 5050)
            await client.close()
        }
    }

    @Test("The end tells both sides status, reason and who asked")
    func ends() async throws {
        let (ends, end) = AsyncStream<ConnectionEnd>.makeStream()
        server.onClose { end.yield($1) }
        try await withServer { url in
            var iterator = ends.makeAsyncIterator()
            let client = FairwayClient()
            try await client.connect(to: url)
            await client.close(status: 4000, reason: "bye")
            let first = try #require(await iterator.next())
            #expect((first.status, first.reason, first.isLocal) == (4000, "bye", false))

            let (clientEnds, clientEnd) = AsyncStream<ConnectionEnd>.makeStream()
            client.onClose { clientEnd.yield($0) }
            try await client.connect(to: url)
            // The client has the server's answer to its handshake before the server has the client.
            await eventually { !server.clients.isEmpty }
            server.clients.first?.close(status: .policyViolation, reason: "rules")
            var clientIterator = clientEnds.makeAsyncIterator()
            let second = try #require(await clientIterator.next())
            #expect((second.status, second.reason, second.isLocal) == (.policyViolation, "rules", false))
            #expect(await iterator.next()?.isLocal == true)
        }
    }

    @Test("Closing the server waits for a running handler's answer and tells clients 1001")
    func gracefulStop() async throws {
        let (started, start) = AsyncStream<Void>.makeStream()
        server.on("slow") { () async -> String in
            start.yield()
            await Task.yield()
            return "done"
        }
        let client = FairwayClient()
        let (ends, end) = AsyncStream<ConnectionEnd>.makeStream()
        client.onClose { end.yield($0) }
        try await withServer { url in
            try await client.connect(to: url)
            async let answer: String = client.request("slow")
            var iterator = started.makeAsyncIterator()
            _ = await iterator.next()
            await server.close()
            #expect(try await answer == "done")
        }
        var iterator = ends.makeAsyncIterator()
        #expect(await iterator.next()?.status == .goingAway)
    }

    @Test("Cancelling the task that serves stops gracefully too")
    func cancellation() async throws {
        let (listeners, continuation) = AsyncStream<WebSocketListener>.makeStream()
        let server = server
        let serving = Task { try await server.run(host: "127.0.0.1", port: 0) { continuation.yield($0) } }
        var iterator = listeners.makeAsyncIterator()
        let listener = try #require(await iterator.next())
        let client = FairwayClient()
        let (ends, end) = AsyncStream<ConnectionEnd>.makeStream()
        client.onClose { end.yield($0) }
        try await client.connect(to: "ws://127.0.0.1:\(listener.port)/")
        serving.cancel()
        try await serving.value
        var endIterator = ends.makeAsyncIterator()
        #expect(await endIterator.next()?.status == .goingAway)
        await #expect(throws: (any Error).self) { try await client.connect(to: "ws://127.0.0.1:\(listener.port)/") }
    }
}

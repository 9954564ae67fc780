import ConformanceServer
import Fairway

extension Scenario {
    /// Requests that the server makes of the client.
    static let questions = Scenario("questions") { visit in
        let listener = Listener()
        let client = try await visit.client(listener)
        let server = client[Conformance.Main.self]
        try expect(await server.ask(question: "life"), "about life")

        listener.answer { question, server in
            guard case .string(let echo) = try await server.echo(value: .string(question)) else { return "nothing" }
            return "about \(echo), later"
        }
        try expect(await server.ask(question: "everything"), "about everything, later")

        listener.answer { _, _ in throw Rejection("no idea", code: "blank") }
        try await expect(RemoteError(message: "no idea")) { try await server.ask(question: "this") }
        listener.answer { _, _ in throw Secret() }
        try await expect(RemoteError(message: "internal error")) {
            try await server.ask(question: "that")
        }

        let (given, givesUp) = AsyncStream<CancellationReason?>.makeStream()
        listener.answer { _, _ in
            for await _ in AsyncStream<Never>.makeStream().stream {}
            givesUp.yield(CancellationReason.current)
            throw CancellationError()
        }
        let late: String = try await client.request("hurry", "slowly")
        let outOfTime = visit.either(
            javascript: "Request timed out",
            go: "awaiting response: context deadline exceeded"
        )
        try expect(late, outOfTime)
        let nobodyWaits = visit.either(javascript: "Request aborted", go: "context deadline exceeded")
        var reasons = given.makeAsyncIterator()
        try expect(await reasons.next(), .peer(RemoteError(message: nobodyWaits)))

        client.removeHandler("answer")
        try await expect(RemoteError(message: "no event listener for 'answer'")) {
            try await server.ask(question: "nobody")
        }
        await client.close(reason: "done")
    }
}

/// An error of the inside, whose words no peer may see.
private struct Secret: Error, CustomStringConvertible {
    let description = "the secret of the client"
}

package import Fairway

extension FairwayServer {
    /// Takes three requests beyond the conformance schema, which open channels from the server's side.
    ///
    /// - `gather`, with a name and a number, reads the client's stream of that name, leaves it after that many values and
    ///   answers with them.
    /// - `consult` converses with the client's `calculator` and answers how that came out.
    /// - `welcome` is answered with a conversation in which the server says `hello` and which it ends.
    package func offerReverseChannels() {
        on("gather") { (stream: String, limit: Int) in try await Self.gather(stream, limit) }
        on("consult") { try await Self.consult() }
        on(opening: "welcome") { conversation in
            try await conversation.emit("hello")
            conversation.on("finish") { conversation.close() }
        }
    }

    private static func gather(_ stream: String, _ limit: Int) async throws -> [Int] {
        guard let client = Client.current, (1...1_000).contains(limit) else {
            throw Rejection("1 to 1000 values can be gathered")
        }
        var values: [Int] = []
        for try await value in try await client.stream(EventName(stream), of: Int.self) {
            values.append(value)
            if values.count == limit { break }
        }
        return values
    }

    private static func consult() async throws -> String {
        guard let client = Client.current else { throw Rejection("nobody to consult") }
        let (stored, continuation) = AsyncStream<Double>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let calculator = try await client.request(opening: "calculator") { calculator in
            calculator.on("stored") { (value: Double) in continuation.yield(value) }
        }
        let sum: Double = try await calculator.request("add", 40, 2)
        try await calculator.emit("store", sum)
        var values = stored.makeAsyncIterator()
        let value = await values.next()
        try await calculator.emit("finish")
        let end = try await calculator.closed
        return "\(value == sum ? "the sum" : "something else") was stored, \(end)"
    }
}

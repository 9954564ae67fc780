import Fairway

/// Answers with what came.
private struct Echo: Bench.Main.ServerHandler {
    func echoS(value: String, from client: Bench.Main.RemoteClient) -> String { value }
    func echoM(value: Bench.ChatMessage, from client: Bench.Main.RemoteClient) -> Bench.ChatMessage { value }
    func echoL(value: [Bench.Point], from client: Bench.Main.RemoteClient) -> [Bench.Point] { value }
    func say(value: Bench.ChatMessage, from client: Bench.Main.RemoteClient) {}
}

extension Scenario {
    /// Requests in, handlers, answers out.
    static func dispatch<Value>(_ payload: CountedPayload<Value>, _ count: Int) {
        let server = FairwayServer()
        server[Bench.Main.self].register(Echo())
        let transport = CountedTransport()
        server.accept(transport)
        // Each is answered before the next one comes, so that its number is free again.
        let request = payload.request
        for _ in 0..<count { transport.push(request) }
        precondition(transport.messageCount == count, "some requests were not answered")
        precondition(transport.byteCount > count * payload.size, "some answers are short")
    }

    /// One event to all who are connected.
    static func broadcast(_ count: Int) async throws {
        let server = FairwayServer()
        let transports = (0..<receivers).map { _ in CountedTransport() }
        for transport in transports { server.accept(transport) }
        let value = try CountedPayload.medium.value
        for _ in 0..<count { await server[Bench.Main.self].emit(.say(value: value)) }
        precondition(transports.allSatisfy { $0.messageCount == count }, "some events did not go out")
    }
}

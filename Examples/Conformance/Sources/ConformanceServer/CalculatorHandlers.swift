import Fairway

/// Handles one conversation with a calculator.
struct CalculatorHandlers: Conformance.Calculator.ServerHandler {
    func add(a: Double, b: Double, from client: Conformance.Calculator.RemoteClient) -> Double { a + b }

    func store(value: Double, from client: Conformance.Calculator.RemoteClient) async throws {
        try await client.emit(.stored(value: value))
    }

    func finish(from client: Conformance.Calculator.RemoteClient) {
        client.close()
    }
}

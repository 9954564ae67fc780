import Fairway

// What is kept for each client.
extension MainHandlers {
    func sleep(milliseconds: Int, from client: Client) async throws {
        // No clock can add what a peer may ask for to the time it is.
        let duration = Duration.milliseconds(min(max(0, milliseconds), Self.longestSleep))
        let clock = client.server.configuration.clock
        // Counted where the cancellation arrives, so that whoever asks next already finds it.
        try await withTaskCancellationHandler {
            try await clock.sleep(for: duration)
        } onCancel: {
            client.values.update(CancelledSleeps.self) { $0 += 1 }
        }
    }

    func cancelled(from client: Client) -> Int { client.values[CancelledSleeps.self] }

    func note(text: String, from client: Client) throws { try client.values.update(Notes.self) { try $0.keep(text) } }

    func notes(from client: Client) -> [String] { client.values[Notes.self].texts }

    // A year.
    private static let longestSleep = 31_536_000_000
}

import Fairway
import Synchronization

/// Counts the handlers that run for all clients, and tells each what the handler context hook saw of it.
final class RunningHandlers: Sendable {
    /// One handler, from its beginning until it and the stream that it has returned have ended.
    final class Stay: Sendable {
        /// The stay of the handler that is running.
        @TaskLocal static var current: Stay?

        /// The channel, a slash and the event.
        let place: String
        private let running: RunningHandlers
        private let hasEnded = Atomic(false)

        fileprivate init(place: String, in running: RunningHandlers) {
            self.place = place
            self.running = running
            running.number.add(1, ordering: .relaxed)
        }

        /// Counts it no longer; does nothing where it has ended.
        func end() {
            if !hasEnded.exchange(true, ordering: .relaxed) { running.number.subtract(1, ordering: .relaxed) }
        }

        deinit { end() }
    }

    private let number = Atomic(0)

    /// How many run.
    var count: Int { number.load(ordering: .relaxed) }

    /// Runs a handler and counts it meanwhile.
    func run(_ context: HandlerContext) async throws {
        let stay = Stay(place: "\(context.channel)/\(context.event)", in: self)
        try await Stay.$current.withValue(stay) { try await context.run() }
    }
}

import Dispatch
import Foundation
import Synchronization

/// Ends the wait for something that does not end by itself.
enum Watchdog {
    /// Runs `body` and returns what it returns, or `nil` where it takes longer than the limit, when it is left to itself.
    ///
    /// The time is not measured by a task, so that it passes where every thread for tasks is blocked as well.
    ///
    /// - Parameter alarm: called when the time is up.
    static func watch<Result: Sendable>(
        limit seconds: Int,
        alarm: @escaping @Sendable () -> Void,
        _ body: @escaping @Sendable () async -> Result
    ) async -> Result? {
        await withCheckedContinuation { continuation in
            let outcome = Outcome(continuation, alarm)
            // Detached, because nobody waits for it any more where it hangs. It shares nothing with this task.
            Task.detached { outcome.resume(returning: await body()) }
            DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) { outcome.giveUp() }
        }
    }

    private final class Outcome<Result: Sendable>: Sendable {
        private struct Waiter {
            let continuation: CheckedContinuation<Result?, Never>
            let alarm: @Sendable () -> Void
        }

        private let waiter: Mutex<Waiter?>

        init(_ continuation: CheckedContinuation<Result?, Never>, _ alarm: @escaping @Sendable () -> Void) {
            waiter = Mutex(Waiter(continuation: continuation, alarm: alarm))
        }

        func resume(returning result: Result) {
            take()?.continuation.resume(returning: result)
        }

        func giveUp() {
            guard let waiter = take() else { return }
            waiter.alarm()
            waiter.continuation.resume(returning: nil)
        }

        private func take() -> Waiter? {
            waiter.withLock { waiter in
                defer { waiter = nil }
                return waiter
            }
        }
    }
}

import Synchronization

/// What one call of ``FairwayClient/connect(connecting:)`` has given: where connections come from, and what is under way to
/// get the next one, a wait or an attempt.
final class ConnectionSource: Sendable {
    typealias Connecting = @Sendable (ConnectionAttempt) async throws -> any TransportConnector

    private struct State {
        var isStopped = false
        /// Which wait or attempt it is.
        var step = 0
        /// Ends what is under way.
        var cancel: (@Sendable () -> Void)?
    }

    private struct Failure: Sendable {
        var error: (any Error)?
    }

    private let connecting: Connecting
    private let state = Mutex(State())
    private let failure = Mutex(Failure())

    init(_ connecting: @escaping Connecting) {
        self.connecting = connecting
    }

    /// Ends what is under way, and whatever would begin later.
    func stop() {
        let cancel = state.withLock { state in
            defer { state.cancel = nil }
            state.isStopped = true
            return state.cancel
        }
        cancel?()
    }

    /// Calls `action` after `delay`, unless stopped before.
    func wait(_ delay: Duration, on deadlines: DeadlineQueue, _ action: @escaping @Sendable () -> Void) {
        begin {
            let ticket = deadlines.schedule(after: delay, action)
            return { deadlines.cancel(ticket) }
        }
    }

    /// Makes one attempt, in a task of its own that stopping cancels.
    ///
    /// - Parameter settled: what has to be over before.
    /// - Throws: `CancellationError` where it is stopped before the attempt begins.
    func open(number: Int, lastEnd: ConnectionEnd?, once settled: Latch? = nil) async throws -> any Transport {
        let attempt = ConnectionAttempt(number: number, lastEnd: lastEnd, lastFailure: failure.withLock(\.error))
        var task: Task<any Transport, any Error>?
        let step = begin {
            let started = Task { [connecting] in
                await settled?.wait()
                try Task.checkCancellation()
                return try await connecting(attempt).connect()
            }
            task = started
            return { started.cancel() }
        }
        guard let task, let step else { throw CancellationError() }
        // A task keeps its outcome, which is not to live as long as this.
        defer { end(step) }
        do {
            let transport = try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
            failure.replace(\.error, with: nil)
            return transport
        } catch {
            failure.replace(\.error, with: error)
            throw error
        }
    }

    /// - Returns: `nil` where it is stopped and `start` is not called.
    @discardableResult
    private func begin(_ start: () -> @Sendable () -> Void) -> Int? {
        let step: Int? = state.withLock { state in
            if state.isStopped { return nil }
            state.step += 1
            state.cancel = nil
            return state.step
        }
        guard let step else { return nil }
        let cancel = start()
        let isStopped = state.withLock { state in
            // What has just begun may have ended, and the next have begun.
            if state.step == step, !state.isStopped { state.cancel = cancel }
            return state.isStopped
        }
        if isStopped { cancel() }
        return step
    }

    private func end(_ step: Int) {
        state.withLock { state in
            if state.step == step { state.cancel = nil }
        }
    }
}

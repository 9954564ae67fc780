import Synchronization

/// What runs for a peer, a handler or a hook, as its own task and the tasks that it starts see it.
final class HandlerScope: Sendable {
    /// The one in whose task this is read.
    @TaskLocal static var current: HandlerScope?

    /// Whose event is being handled; `nil` in a client program.
    let client: Client?
    private let state = Mutex(State())

    private struct State {
        var task: Task<Void, Never>?
        var reason: CancellationReason?
        /// What tells its own task from those that it starts.
        var ownTask: Int?
    }

    init(client: Client?) {
        self.client = client
    }

    /// Why it is to end early; `nil` while it is not.
    var cancellationReason: CancellationReason? { state.withLock(\.reason) }

    /// Notes that it runs in the task that calls this.
    func enter() {
        let task = withUnsafeCurrentTask { $0?.hashValue }
        state.withLock { $0.ownTask = task }
    }

    /// The client whose handler or hook calls this, and not a task that it has started.
    static var clientOfCaller: Client? {
        guard let current, let task = withUnsafeCurrentTask(body: { $0?.hashValue }) else { return nil }
        return current.state.withLock(\.ownTask) == task ? current.client : nil
    }

    /// Keeps the first reason.
    func note(_ reason: CancellationReason) {
        state.withLock { state in
            if state.reason == nil { state.reason = reason }
        }
    }

    /// Starts the task.
    func start(_ start: () -> Task<Void, Never>) {
        let task = Self.$current.withValue(self, operation: start)
        let isCancelled = state.withLock { state in
            state.task = task
            return state.reason != nil
        }
        if isCancelled { task.cancel() }
    }

    /// Cancels the task, also one that starts later.
    func cancel(_ reason: CancellationReason) {
        let task = state.withLock { state in
            if state.reason == nil { state.reason = reason }
            return state.task
        }
        task?.cancel()
    }
}

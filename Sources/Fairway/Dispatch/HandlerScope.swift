import Synchronization

/// What runs for a peer, a handler or a hook, as its own task and the tasks that it starts see it.
final class HandlerScope: Sendable {
    /// The one in whose task this is read.
    @TaskLocal static var current: HandlerScope?

    /// Whose event is being handled; `nil` in a client program.
    let client: Client?
    private let state = Mutex(State())
    /// What tells its own task from those that it starts; 0 until it runs.
    private let ownTask = Atomic(0)

    private struct State {
        var task: Task<Void, Never>?
        var reason: CancellationReason?
    }

    init(client: Client?) {
        self.client = client
    }

    /// Why it is to end early; `nil` while it is not.
    var cancellationReason: CancellationReason? { state.withLock(\.reason) }

    /// Notes that it runs in the task that calls this.
    func enter() {
        enter(Self.currentTask)
    }

    /// Notes that it runs in this task, the one that calls it.
    func enter(_ task: Int) {
        ownTask.store(task, ordering: .relaxed)
    }

    /// What tells the task that reads it from others that run; 0 outside of tasks.
    static var currentTask: Int { withUnsafeCurrentTask { $0?.hashValue ?? 0 } }

    /// The client whose handler or hook calls this, and not a task that it has started.
    static var clientOfCaller: Client? {
        guard let current, case let task = currentTask, task != 0 else { return nil }
        return current.ownTask.load(ordering: .relaxed) == task ? current.client : nil
    }

    /// Keeps the first reason.
    func note(_ reason: CancellationReason) {
        state.withLock { state in
            if state.reason == nil { state.reason = reason }
        }
    }

    /// Starts the task.
    func start(_ start: () -> Task<Void, Never>) {
        attach(Self.$current.withValue(self, operation: start))
    }

    /// Notes what it goes on in, and cancels that where it is to end already.
    func attach(_ task: Task<Void, Never>) {
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

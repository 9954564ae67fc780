import Synchronization

/// What runs for a peer, a handler or a hook, as its own task and the tasks that it starts see it.
///
/// Safe to share: what can change is atomic or behind a lock, here and in what inherits from it.
@usableFromInline
class HandlerScope: @unchecked Sendable {
    /// The one in whose task this is read.
    @TaskLocal static var current: HandlerScope?

    /// Whose event is being handled; `nil` in a client program.
    let client: Client?
    /// Where it begins, for a handler.
    let turn: DispatchTurn?
    private let state = Mutex(State())
    /// What tells its own task from those that it starts; 0 until that is known, -1 where it was over before.
    private let ownTask = Atomic(0)

    private struct State {
        var task: Task<Void, Never>?
        var reason: CancellationReason?
    }

    init(client: Client?, turn: DispatchTurn? = nil) {
        self.client = client
        self.turn = turn
    }

    /// Why it is to end early; `nil` while it is not.
    var cancellationReason: CancellationReason? { state.withLock(\.reason) }

    /// Notes that it runs in the task that calls this.
    func enter() {
        ownTask.store(Self.currentTask, ordering: .relaxed)
    }

    /// What tells the task that reads it from others that run; 0 outside of tasks.
    private static var currentTask: Int { withUnsafeCurrentTask { $0?.hashValue ?? 0 } }

    /// The client whose handler or hook calls this, and not a task that it has started.
    static var clientOfCaller: Client? {
        guard let current, case let task = currentTask, task != 0 else { return nil }
        if current.turn?.isRunning(current) ?? false { return current.client }
        let ownTask = current.ownTask.load(ordering: .relaxed)
        // Where it is not noted yet, the handler has just suspended, and goes on while another thread is about to note it.
        return ownTask == task || ownTask == 0 && current.turn != nil ? current.client : nil
    }

    /// Notes that it is over without having suspended.
    func leave() {
        _ = ownTask.compareExchange(expected: 0, desired: -1, ordering: .relaxed)
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

    /// Notes what it goes on in, unless it is known already, and cancels that where it is to end already.
    func attach(_ task: Task<Void, Never>) {
        // What runs in it knows better: it may be over there, or in another task.
        _ = ownTask.compareExchange(expected: 0, desired: task.hashValue, ordering: .relaxed)
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

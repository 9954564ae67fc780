import Dispatch
import Synchronization

/// Starts handlers so that they begin in the order of the calls, where the system has no `Task.immediate`: its connection's
/// queue runs each up to its first suspension, one after the other.
final class HandlerStarter: Sendable {
    // Made when it is needed, because most systems never need it.
    private let queue = Mutex<HandlerQueue?>(nil)

    /// Starts a handler behind those that have been started before.
    func startOnQueue(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        let queue = queue.withLock { queue in
            let made = queue ?? HandlerQueue()
            queue = made
            return made
        }
        return Task(executorPreference: queue) { await body() }
    }
}

/// Runs jobs one at a time in the order in which they came.
private final class HandlerQueue: TaskExecutor {
    private let queue = DispatchQueue(label: "fairway.handlers")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

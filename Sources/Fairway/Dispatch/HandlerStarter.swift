import Dispatch
import Synchronization

/// Starts handlers so that they begin in the order of the calls.
///
/// A handler runs on the calling thread up to its first suspension where the system has `Task.immediate`; elsewhere
/// its connection's queue does the same, one handler after the other.
final class HandlerStarter: Sendable {
    // Made when it is needed, because most systems never need it.
    private let queue = Mutex<HandlerQueue?>(nil)

    func start(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        if #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) {
            Task.immediate { await body() }
        } else {
            startOnQueue(body)
        }
    }

    /// What ``start(_:)`` does on a system without `Task.immediate`.
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

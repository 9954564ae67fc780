import Dispatch
import Fairway
import Synchronization

/// Runs tasks and calls on the program's first thread, one after the other, so that every run does the same.
final class Pump: TaskExecutor {
    private enum Work {
        case job(UnownedJob)
        case call(@Sendable () -> Void)
    }

    private let waiting = Mutex<[Work]>([])
    private let arrivals = DispatchSemaphore(value: 0)

    func enqueue(_ job: consuming ExecutorJob) {
        add(.job(UnownedJob(job)))
    }

    /// Makes a call behind what else there is to do.
    func call(_ body: @escaping @Sendable () -> Void) {
        add(.call(body))
    }

    private func add(_ work: Work) {
        waiting.withLock { $0.append(work) }
        arrivals.signal()
    }

    /// Runs `body` to its end.
    static func run(_ body: @escaping @Sendable (Pump) async throws -> Void) throws {
        let pump = Pump()
        let outcome = Mutex<Result<Void, any Error>?>(nil)
        // Waited for below.
        Task(executorPreference: pump) {
            let result: Result<Void, any Error>
            do { result = .success(try await body(pump)) } catch { result = .failure(error) }
            outcome.withLock { $0 = result }
        }
        while true {
            if let result = outcome.withLock(\.self) { return try result.get() }
            pump.workOnce()
        }
    }

    private func workOnce() {
        arrivals.wait()
        switch waiting.withLock({ $0.removeFirst() }) {
        case .job(let job): job.runSynchronously(on: asUnownedTaskExecutor())
        case .call(let body): body()
        }
    }
}

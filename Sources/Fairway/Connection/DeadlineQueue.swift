import Synchronization

/// Calls things back when their time has come, with one sleeping task for all of them and none when there are none.
final class DeadlineQueue: Sendable {
    /// What ``cancel(_:)`` takes.
    struct Ticket: Sendable, Hashable {
        fileprivate let number: Int
    }

    private struct Entry {
        let due: Duration
        let action: @Sendable () -> Void
    }

    private struct State {
        var entries: [Ticket: Entry] = [:]
        var lastNumber = 0
        /// The task that sleeps, and until when.
        var sleeper: (task: Task<Void, Never>, until: Duration)?
    }

    let time: TimeSource
    private let state = Mutex(State())

    init(time: TimeSource) {
        self.time = time
    }

    /// Whether nothing is to be called any more.
    var isEmpty: Bool { state.withLock(\.entries.isEmpty) }

    /// Calls `action` after `delay`, unless cancelled before.
    func schedule(after delay: Duration, _ action: @escaping @Sendable () -> Void) -> Ticket {
        let due = time.due(after: delay)
        return state.withLock { state in
            state.lastNumber += 1
            let ticket = Ticket(number: state.lastNumber)
            state.entries[ticket] = Entry(due: due, action: action)
            if state.sleeper.map({ due < $0.until }) ?? true { startSleeper(until: due, &state) }
            return ticket
        }
    }

    func cancel(_ ticket: Ticket) {
        state.withLock { _ = $0.entries.removeValue(forKey: ticket) }
    }

    // A sleeper is not woken when its entry is cancelled: requests that are answered in time outnumber those that are
    // not by far, and each would cost a task.
    private func startSleeper(until due: Duration, _ state: inout State) {
        state.sleeper?.task.cancel()
        // Detached, because it sleeps for others than whoever happened to start it: with that one's task-local values
        // it would keep a client until the time is up. It shares nothing but the queue, which is safe to share.
        let task = Task.detached { [time, weak self] in
            do { try await time.sleep(due) } catch { return }
            self?.fire()
        }
        state.sleeper = (task, due)
    }

    private func fire() {
        let now = time.now()
        let actions = state.withLock { state in
            let due = state.entries.filter { $0.value.due <= now }
            for ticket in due.keys { state.entries.removeValue(forKey: ticket) }
            state.sleeper?.task.cancel()
            state.sleeper = nil
            if let next = state.entries.values.map(\.due).min() { startSleeper(until: next, &state) }
            return due.values.sorted { $0.due < $1.due }.map(\.action)
        }
        for action in actions { action() }
    }

    deinit {
        state.withLock { $0.sleeper?.task.cancel() }
    }
}

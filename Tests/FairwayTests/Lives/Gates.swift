import Synchronization

@testable import Fairway

/// Where handlers wait until they are told to go on.
final class Gates: Sendable {
    private struct State {
        var waiting: [Int: Latch] = [:]
        var areOpenForGood = false
    }

    private let state = Mutex(State())

    /// Returns once the gate was opened, or when the task is cancelled.
    func wait(_ key: Int) async {
        let latch: Latch? = state.withLock { state in
            guard !state.areOpenForGood else { return nil }
            let latch = Latch()
            state.waiting[key] = latch
            return latch
        }
        await latch?.wait()
        state.withLock { _ = $0.waiting.removeValue(forKey: key) }
    }

    /// Lets one of those that wait pass.
    func openOne(using random: inout SeededRandom) {
        let number = Int.random(in: 0..<1000, using: &random)
        let latch = state.withLock { state -> Latch? in
            guard !state.waiting.isEmpty else { return nil }
            return state.waiting.sorted { $0.key < $1.key }[number % state.waiting.count].value
        }
        latch?.open()
    }

    /// Lets everyone pass, now and later.
    func openForGood() {
        let waiting = state.withLock { state in
            state.areOpenForGood = true
            return Array(state.waiting.values)
        }
        for latch in waiting { latch.open() }
    }
}

import Testing

@testable import Fairway

@Suite("Every order in which a connection can be left", .serialized)
struct LeavingTests {
    private typealias State = ConnectionState<String, String, Int>

    private enum Leaving: Hashable, CaseIterable {
        case opening, opened, arrive, excuse, finish, drain, end, settled, closed
    }

    /// What a shell knows of one connection and one event on it.
    private struct Shell {
        var state = State(
            side: .client,
            maximumPendingRequests: 1,
            maximumOpenChannels: 2,
            inbound: InboundLimits(runningHandlers: 1, waitingMessages: 1, waitingBytes: 10)
        )
        var isRunning = false
        /// Whether the handler waits for the end of the connection.
        var isExcused = false
        var areHooksRunning = false
        var areHooksOver = false
        var timesGone = 0
        var problem: String?

        mutating func follow(_ step: Leaving) {
            switch step {
            case .opening: _ = state.opening("hook")
            case .opened: if state.opened() != nil { areHooksRunning = true }
            case .arrive: if state.inbound.admit(nil, byteCount: 1) == .dispatch { isRunning = true }
            case .excuse: excuse(isRunning)
            case .finish:
                guard isRunning else { return }
                excuse(false)
                isRunning = false
                _ = state.inbound.finish(nil)
                perform(state.takeDue())
            case .drain:
                _ = state.drain(.init(status: .goingAway, reason: ""))
                perform(state.takeDue())
            case .end: _ = state.end(TransportEnd(status: .goingAway))
            case .settled: if state.settled() != nil { areHooksRunning = true }
            case .closed:
                guard areHooksRunning else { return }
                (areHooksRunning, areHooksOver) = (false, true)
                perform(state.closed())
            }
        }

        private mutating func excuse(_ isExcused: Bool) {
            guard isExcused != self.isExcused else { return }
            self.isExcused = isExcused
            perform(state.excuse(isExcused))
        }

        private mutating func perform(_ due: State.Due?) {
            let isLeft = areHooksOver && (!isRunning || isExcused)
            if due == .gone {
                timesGone += 1
                if !isLeft { problem = "gone while something runs" }
            } else if isLeft, timesGone == 0 {
                problem = "not gone when nothing runs"
            }
        }
    }

    @Test("It is gone exactly once, as soon as neither a hook nor a handler runs that does not wait for it itself")
    func leaving() async {
        let orders = Orders(
            steps: Leaving.allCases,
            needs: [.opened: .opening, .finish: .arrive, .excuse: .arrive, .settled: .end, .closed: .settled]
        )
        let count = await orders.holds { order in
            var shell = Shell()
            for step in order { shell.follow(step) }
            for step in [Leaving.opened, .end, .settled, .closed, .finish] where !order.contains(step) {
                shell.follow(step)
            }
            // Hooks that had not begun when their end was played.
            for step in [Leaving.closed, .finish] { shell.follow(step) }
            return shell.timesGone == 1 ? shell.problem : "gone \(shell.timesGone) times"
        }
        #expect(count > 10_000)
    }
}

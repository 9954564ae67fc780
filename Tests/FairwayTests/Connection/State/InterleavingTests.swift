import Testing

@testable import Fairway

@Suite("Every order of what can happen", .serialized)
struct InterleavingTests {
    private typealias State = ConnectionState<String, String, Int>

    private static func state() -> State {
        State(
            side: .client,
            maximumPendingRequests: 1,
            maximumOpenChannels: 2,
            inbound: InboundLimits(runningHandlers: 1, waitingMessages: 1, waitingBytes: 10)
        )
    }

    /// What can happen to a request of this side.
    private enum Asking: Hashable, CaseIterable {
        case beginSending, didSend, sendingFailed, answer, secondAnswer, timeOut, cancel, close, end
    }

    @Test("To a request of this side ends it once, tells the peer at most once and leaves nothing")
    func asking() async {
        let orders = Orders(
            steps: Asking.allCases,
            needs: [.didSend: .beginSending, .sendingFailed: .beginSending, .secondAnswer: .answer]
        )
        #expect(await orders.holds(Self.ask) > 10_000)
    }

    /// Plays one order; what is under way at its end is brought to its end.
    private static func ask(_ order: [Asking]) -> String? {
        // The transport takes a message or does not.
        if order.contains(.didSend), order.contains(.sendingFailed) { return nil }
        var state = state()
        guard let id = try? state.reserveRequest() else { return "no number" }
        var told = 0
        var cancellations = 0
        var isSent = false
        func follow(_ step: Asking) {
            switch step {
            case .beginSending:
                if state.beginSending(id, waiter: "w") == nil { isSent = true } else { told += 1 }
            case .didSend: if isSent, state.pending.didSend(id) != nil { cancellations += 1 }
            case .sendingFailed: if isSent, state.pending.sendingFailed(id) != nil { told += 1 }
            case .answer, .secondAnswer: if state.pending.answer(id) != nil { told += 1 }
            case .timeOut, .cancel:
                guard let ended = state.pending.end(id, step == .cancel ? .cancelled : .timedOut) else { return }
                told += 1
                if ended.cancelsAtPeer { cancellations += 1 }
            case .close: _ = state.close(.init(status: .normalClosure, reason: ""))
            case .end: told += state.end(TransportEnd(status: .goingAway))?.waiters.count ?? 0
            }
        }
        for step in order { follow(step) }
        if !order.contains(.beginSending) { follow(.beginSending) }
        if isSent, !order.contains(.didSend), !order.contains(.sendingFailed) { follow(.didSend) }
        if told == 0 { follow(.answer) }
        if told != 1 { return "told \(told) times" }
        if cancellations > (isSent ? 1 : 0) { return "\(cancellations) cancellations" }
        return state.pending.isEmpty ? nil : "something is left"
    }

    /// What can happen to a request of the peer, and to the one behind it.
    private enum Answering: Hashable, CaseIterable {
        case opened, arrive, secondArrives, dispatch, start, finish, cancel, secondCancel, close, end
    }

    @Test("To a request of the peer answers it at most once, never after its cancellation, and leaves nothing")
    func answering() async {
        let orders = Orders(
            steps: Answering.allCases,
            needs: [.dispatch: .arrive, .start: .dispatch, .finish: .start, .secondArrives: .arrive]
        )
        #expect(await orders.holds(Self.answer) > 10_000)
    }

    private static func answer(_ order: [Answering]) -> String? {
        guard let id = RequestID(rawValue: 7) else { return "no number" }
        var state = state()
        var answers = 0
        var isCancelled = false
        var isStarting = false
        var isRunning = false
        var problem: String?
        let event = InboundEvent(channel: .main, name: "e", requestID: id, array: 0..<0, argumentsStart: 0)
        func arrive() {
            switch state.inbound.admit(id, byteCount: 1) {
            case .dispatch: (isStarting, isCancelled) = (true, false)
            case .wait: _ = state.inbound.keep(InboundMessage(event: event, bytes: .zeros(1)))
            case .full, .duplicate, .closed: break
            }
        }
        func follow(_ step: Answering) {
            switch step {
            case .opened: _ = state.opened()
            case .arrive, .secondArrives: arrive()
            case .dispatch:
                if isStarting { return }
                if state.inbound.resume(), state.inbound.next() != nil { (isStarting, isCancelled) = (true, false) }
            case .start:
                guard isStarting else { return }
                isStarting = false
                isRunning = state.inbound.attach("h", to: id)
                if !isRunning, state.inbound.finish(id) { problem = "answered without a handler" }
            case .finish:
                guard isRunning else { return }
                isRunning = false
                if state.inbound.finish(id) {
                    answers += 1
                    if isCancelled { problem = "answered after its cancellation" }
                }
            case .cancel, .secondCancel:
                if isStarting || isRunning { isCancelled = true }
                if state.inbound.cancel(id) != nil, !isRunning { problem = "cancelled what does not run" }
            case .close: _ = state.close(.init(status: .normalClosure, reason: ""))
            case .end:
                if isStarting || isRunning { isCancelled = true }
                _ = state.end(TransportEnd(status: .goingAway))
            }
        }
        for step in order { follow(step) }
        for step in [Answering.opened, .start, .finish] { follow(step) }
        while state.inbound.next() != nil {
            (isStarting, isCancelled) = (true, false)
            follow(.start)
            follow(.finish)
        }
        if answers > 2 { return "\(answers) answers" }
        if state.inbound.isRunning || state.inbound.waitingMessages > 0 { return "something is left" }
        return problem
    }

    /// What can happen to a connection as a whole.
    private enum Life: Hashable, CaseIterable {
        case opening, opened, close, secondClose, drain, graceEnds, end, secondEnd, settled
    }

    @Test("To a connection closes it at most once, and runs the hooks of its end once, after that of its beginning")
    func life() async {
        let orders = Orders(
            steps: Life.allCases,
            needs: [.opened: .opening, .secondEnd: .end, .settled: .end, .graceEnds: .drain]
        )
        #expect(await orders.holds(Self.live) > 1_000)
    }

    private static func live(_ order: [Life]) -> String? {
        var state = state()
        var closes = 0
        var hooks = 0
        var isOpened = false
        var isSettled = false
        var problem: String?
        func follow(_ step: Life) {
            switch step {
            case .opening: _ = state.opening("hook")
            case .opened:
                isOpened = true
                if state.opened() != nil { hooks += 1 }
            case .close, .secondClose: if state.close(.init(status: .normalClosure, reason: "")) { closes += 1 }
            case .drain:
                _ = state.drain(.init(status: .goingAway, reason: ""))
                if state.takeDue() != nil { closes += 1 }
            case .graceEnds: if state.takeDue(graceIsOver: true) != nil { closes += 1 }
            case .end, .secondEnd:
                guard let remains = state.end(TransportEnd(status: .goingAway)) else { return }
                if remains.end.isLocal != (closes == 1) { problem = "the end does not know who asked for it" }
            case .settled:
                isSettled = true
                if state.settled() != nil { hooks += 1 }
            }
            if hooks > 0, !isOpened || !isSettled { problem = "the hooks of the end do not wait" }
        }
        for step in order { follow(step) }
        if !order.contains(.opened) { follow(.opened) }
        if !order.contains(.end) { follow(.end) }
        if !order.contains(.settled) { follow(.settled) }
        if closes > 1 { return "closed \(closes) times" }
        if hooks != 1 { return "the hooks of the end ran \(hooks) times" }
        return state.maySend ? "it may still send" : problem
    }
}

import Fairway
import FairwayTesting
import Synchronization

extension LifeLedger {
    /// Makes a request and judges how it ends, which it has to do in one of the ways that its circumstances allow.
    ///
    /// - Parameter mayLackRoom: whether as much may wait as may for the conversation to open.
    /// - Returns: whether it was answered.
    @discardableResult
    func ask<Side: RemoteSide>(
        _ question: LifeQuestion,
        of side: Side,
        timeout: Duration? = nil,
        inConversation: Bool = false,
        mayLackRoom: Bool = false
    ) async -> Bool where Side.Outgoing == UntypedEvent {
        let tag = newTag()
        let start = clock.now.elapsed
        let wasCancelled = Task.isCancelled
        state.withLock { $0.openQuestions[tag] = "\(question)" }
        if wasCancelled { state.withLock { _ = $0.neverSent.insert(tag) } }
        var complaint: String?
        var isAnswered = false
        do {
            let answer: Int =
                if case .askBack(let depth) = question {
                    try await side.request(question.event, tag, depth, timeout: timeout)
                } else {
                    try await side.request(question.event, tag, timeout: timeout)
                }
            isAnswered = true
            complaint = judge(answer: answer, to: question, tag)
            if wasCancelled { complaint = "was answered although its task had been cancelled before" }
        } catch {
            let waited = clock.now.elapsed - start
            let isTimely = waited >= (timeout ?? plan.configuration(clock: clock).requestTimeout)
            let isAllowed = allows(error, of: question, tag, isTimely: isTimely, inConversation: inConversation)
            let lacksRoom = mayLackRoom && error as? RequestError == .bufferFull
            if !isAllowed, !lacksRoom { complaint = "ended with \(error)" }
            let isGone = [.notConnected, .channelClosed].contains(error as? RequestError)
            if wasCancelled, !(error is CancellationError), !isGone {
                complaint = "ended with \(error) and not as cancelled"
            }
        }
        state.withLock { [complaint] state in
            state.openQuestions[tag] = nil
            if let complaint { state.problems.append("\(question) \(tag) \(complaint)") }
        }
        return isAnswered
    }

    private func judge(answer: Int, to question: LifeQuestion, _ tag: Int) -> String? {
        if answer != tag { return "was answered with \(answer)" }
        if plan.cast != .clientAndServer, LifeStranger.Answer(to: tag).isRight { return nil }
        if !question.mayBeAnswered { return "was answered" }
        let runs = state.withLock { $0.runs[tag] ?? 0 }
        return runs == 1 ? nil : "was answered after \(runs) runs"
    }

    /// - Parameter inConversation: whether it is asked in a conversation, which may have ended.
    func allows(
        _ error: any Error,
        of question: LifeQuestion,
        _ tag: Int,
        isTimely: Bool,
        inConversation: Bool = false
    ) -> Bool {
        switch error {
        case is CancellationError: return Task.isCancelled
        case let error as RequestError:
            switch error {
            case .timedOut: return isTimely
            case .connectionClosed, .notConnected: return mayBeDisconnected
            case .channelClosed: return inConversation
            case .tooManyPending: return plan.pendingRequests < 128
            case .bufferFull: return plan.mayOverflow
            case .unreadableAnswer:
                return plan.cast != .clientAndServer && LifeStranger.Answer(to: tag) == .unreadable
            }
        case let error as RemoteError:
            if plan.cast != .clientAndServer, LifeStranger.Answer(to: tag) == .rejection {
                return error.message == "no \(tag)"
            }
            if question.mayBeRejected(tag, error.message) { return true }
            switch error.message {
            case "no such channel", "the conversation has ended": return inConversation
            case "the connection is closing": return mayBeDisconnected
            case "too many requests are waiting": return plan.waitingMessages < 1024
            default: return false
            }
        default: return false
        }
    }

    var mayBeDisconnected: Bool {
        plan.mayOverflow || state.withLock { $0.disturbances > 0 }
    }

    /// Emits an event that carries who emits it and the how manieth of theirs it is.
    func emit<Side: RemoteSide>(
        _ event: EventName,
        number: Int,
        of stream: String,
        to side: Side
    ) async where Side.Outgoing == UntypedEvent {
        let tag = newTag()
        do {
            try await side.emit(event, tag, number, stream)
            state.withLock { _ = $0.emitted.insert(tag) }
        } catch {
            let isAllowed =
                switch error {
                case is CancellationError: Task.isCancelled
                case EmitError.notConnected: mayBeDisconnected
                case EmitError.bufferFull: plan.mayOverflow
                default: false
                }
            state.withLock { state in
                state.neverSent.insert(tag)
                if !isAllowed { state.problems.append("\(event) \(tag) was not emitted: \(error)") }
            }
        }
    }
}

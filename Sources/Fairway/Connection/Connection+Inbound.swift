import Synchronization

extension Connection {
    func receive(_ message: RawSpan) {
        message.withUnsafeBytes { DispatchTurn.dispatch(BorrowedMessages($0), on: self) }
    }

    func receive(_ bytes: RawSpan, messages places: [Range<Int>], while isWanted: () -> Bool) {
        bytes.withUnsafeBytes { bytes in
            withoutActuallyEscaping(isWanted) { isWanted in
                DispatchTurn.dispatch(BorrowedMessages(bytes, at: places, while: isWanted), on: self)
            }
        }
    }

    /// Dispatches what waits, unless another thread does it already.
    func dispatchWaiting() {
        if state.withLock({ $0.inbound.resume() }) { DispatchTurn.dispatch(nil, on: self, isDispatcher: true) }
    }

    /// Takes one message whose bytes are borrowed for the length of the call.
    ///
    /// - Parameter isAgain: whether it has been tried to run its handler early.
    /// - Returns: the handler that is to be run for it, if one is.
    func take(_ bytes: UnsafeRawBufferPointer, isAgain: Bool = false, in turn: DispatchTurn) -> HandlerCall? {
        if !isAgain, let call = takeEarly(bytes, in: turn) { return call }
        instruments?.metrics?.count(.received, bytes: bytes.count)
        do throws(FrameRefusal) {
            switch try FrameScanner.scan(bytes) {
            case .event(let event): return admit(event, bytes, in: turn)
            case .answer(let id, let value): deliverAnswer(id, bytes, value: value)
            case .rejection(let id, let rejection): deliverRejection(id, bytes, rejection)
            case .cancellation(let id, let reason):
                state.withLock { $0.inbound.cancel(id) }?.cancel(.peer(reason))
                noteWaiting()
            case .openedChannel(let id): deliverChannel(id)
            case .anonymousEvent(let number, let event):
                return receive(event, onAnonymous: number, bytes, in: turn)
            case .anonymousAbort(let number, let reason): abortedByPeer(number, reason, bytes)
            case .foreign: break
            }
        } catch {
            refuse(error)
        }
        return nil
    }

    /// Makes the handler of an event ready to run before its arguments have been looked at, so that they are read once and
    /// not twice. Where they or what is behind them are not as the beginning promises, ``HandlerCall/startOver()`` sees to
    /// it that nothing has happened.
    ///
    /// - Returns: `nil`, with nothing done, where that cannot be done.
    private func takeEarly(_ bytes: UnsafeRawBufferPointer, in turn: DispatchTurn) -> HandlerCall? {
        guard instruments == nil, DispatchTurn.startsAtOnce, let event = FrameScanner.beginning(of: bytes), let owner,
            let handler = owner.plainHandler(of: event.name, on: event.channel)
        else { return nil }
        let arguments = BorrowedArguments(bytes, at: event.argumentsStart)
        let call = HandlerCall(
            handler,
            arguments,
            isEarly: true,
            for: Arrival(event, on: self),
            owner: owner,
            in: turn
        )
        let isAdmitted = state.withLock { state in
            let admission = state.inbound.admit(
                event.requestID,
                byteCount: bytes.count,
                isDispatcher: turn.isDispatcher
            )
            guard admission == .dispatch else { return false }
            // Nobody can have cancelled it in between.
            return event.requestID.map { state.inbound.attach(call, to: $0) } ?? true
        }
        guard isAdmitted else { return nil }
        turn.isDispatcher = true
        return call
    }

    /// Lets an event run, wait or be refused.
    ///
    /// - Returns: the handler that is to be run for it now, if one is.
    func admit(_ event: InboundEvent, _ bytes: UnsafeRawBufferPointer, in turn: DispatchTurn) -> HandlerCall? {
        let admission = state.withLock { state in
            state.inbound.admit(
                event.requestID,
                on: event.channel.anonymous,
                byteCount: bytes.count,
                isDispatcher: turn.isDispatcher
            )
        }
        switch admission {
        case .dispatch:
            turn.isDispatcher = true
            return prepare(event, BorrowedArguments(bytes, at: event.argumentsStart), in: turn)
        case .wait:
            let message = InboundMessage(event: event, bytes: MessageBytes(copying: bytes))
            guard state.withLock({ $0.inbound.keep(message) }) else {
                refuseClosing(event)
                return nil
            }
            turn.dispatchWaiting()
            noteWaiting()
        case .full where ReservedEvent.isReserved(event.name, on: event.channel):
            if let rejection = refuseReserved(event) { reply(rejection) }
        case .full:
            guard let id = event.requestID else {
                report(ReportedError.overloaded, as: LogLine(.overloaded, event))
                close(status: .tryAgainLater, reason: "too many events are waiting")
                return nil
            }
            log(LogLine(.tooManyWaiting, event))
            reply(OutboundFrame.rejection(id, "too many requests are waiting"))
        case .duplicate:
            if let id = event.requestID {
                report(ReportedError.duplicateRequest(id), as: LogLine(.duplicateRequest, event))
            }
        case .closed:
            refuseClosing(event)
        }
        return nil
    }

    private func refuseClosing(_ event: InboundEvent) {
        log(LogLine(.closing, event))
        if let id = event.requestID { reply(OutboundFrame.rejection(id, "the connection is closing")) }
    }

    private func refuse(_ refusal: FrameRefusal) {
        report(ReportedError.malformedMessage(refusal.reason), as: LogLine(refusal))
        switch refusal.consequence {
        case .none: break
        case .reject(let id): rejectUnread(id, refusal.reason)
        case .fail(let id): failRequest(id, RequestError.unreadableAnswer(refusal.reason))
        case .close: close(status: .invalidPayload, reason: refusal.reason)
        }
    }

    /// Rejects a request that nothing has kept; one that is still running has its number's only answer (item 11).
    func rejectUnread(_ id: RequestID, _ reason: String) {
        if !state.withLock({ $0.inbound.isInUse(id) }) { reply(OutboundFrame.rejection(id, reason)) }
    }
}

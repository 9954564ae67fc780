import Synchronization

extension Connection {
    /// Finds the handler of an event and makes it ready to run (wire protocol, Answering).
    ///
    /// Called by one thread at a time, the dispatcher that ``InboundQueue`` appoints.
    ///
    /// - Returns: `nil` where nothing is to be run, which has been dealt with.
    func prepare(_ event: InboundEvent, _ arguments: BorrowedArguments, in turn: DispatchTurn) -> HandlerCall? {
        guard let owner else { return finish(event.requestID) }
        if instruments != nil { noteArrival(event, isKnown: owner.handler(of: event.name, on: event.channel) != nil) }
        let processing = owner.observesMessages ? observe(event, in: arguments.bytes, owner) : nil
        let arrival = Arrival(event, on: self)
        let middleware = owner.middleware(on: event.channel)
        let call: HandlerCall
        // A reserved event has no handler, so that whether it is one need not be asked where there is a handler.
        if middleware.isEmpty,
            let handler = owner.takeHandler(of: event.name, on: event.channel, arguments: arguments)
        {
            let arguments = DispatchTurn.startsAtOnce ? arguments : arguments.copied
            call = HandlerCall(handler, arguments, for: arrival, owner: owner, processing: processing, in: turn)
        } else if ReservedEvent.isReserved(event.name, on: event.channel) {
            return finish(event.requestID, answer: refuseReserved(event), processing)
        } else if !middleware.isEmpty {
            let raw = RawArguments(event, in: arguments.bytes)
            let passage = Passage(arrival, raw, through: middleware, owner: owner)
            call = HandlerCall(through: passage, for: arrival, owner: owner, processing: processing, in: turn)
        } else {
            return finish(event.requestID, answer: refuseUnhandled(arrival, owner), processing)
        }
        // It may be cancelled already.
        if let id = event.requestID, !state.withLock({ $0.inbound.attach(call, to: id) }) {
            return finish(id, processing)
        }
        return call
    }

    /// Answers, and then notes the end of a handler and dispatches what waited for it. In this order, because a connection
    /// that drains closes as soon as no handler runs.
    ///
    /// - Returns: `nil`, for what has nothing to run.
    @discardableResult
    func finish(
        _ requestID: RequestID?,
        answer: EncodedMessage? = nil,
        _ processing: Latch? = nil
    ) -> HandlerCall? {
        let (mayAnswer, isOpening) = state.withLock { state in
            (state.inbound.takeAnswer(of: requestID), requestID.map { state.channels.isOpening($0.rawValue) } ?? false)
        }
        if mayAnswer, let answer { reply(answer) }
        if isOpening, let requestID { finishOpening(requestID, with: mayAnswer ? answer : nil) }
        let (due, dispatches) = state.withLock { $0.finishHandler() }
        perform(due)
        if dispatches { DispatchTurn.dispatch(nil, on: self, isDispatcher: true) }
        processing?.open()
        return nil
    }

    /// An event whose name is the protocol's own (item 5).
    ///
    /// - Returns: what the peer is told, for a request.
    func refuseReserved(_ event: InboundEvent) -> EncodedMessage? {
        log(LogLine(.reservedName, event))
        return event.requestID.map { OutboundFrame.rejection($0, "'\(event.name)' is reserved on the main channel") }
    }

    /// An event without a handler (item 8).
    ///
    /// - Returns: what the peer is told, for a request.
    func refuseUnhandled(_ arrival: Arrival, _ owner: any ConnectionOwner) -> EncodedMessage? {
        if let conversation = arrival.channel.anonymous, conversation.end != nil {
            // It has ended while the event was waiting.
            owner.log.write(LogLine(.unknownChannel, arrival))
            return arrival.requestID.map { OutboundFrame.rejection($0, "no such channel") }
        }
        owner.log.write(LogLine(.noListener, arrival))
        guard let id = arrival.requestID else { return nil }
        return OutboundFrame.rejection(id, UnhandledEvent(channel: arrival.channel, event: arrival.event).message)
    }

    /// An event whose arguments do not convert (item 9).
    ///
    /// - Returns: what the peer is told, for a request.
    func refuse(
        _ mismatch: ArgumentError,
        of arrival: Arrival,
        _ owner: any ConnectionOwner
    ) -> EncodedMessage? {
        var line = LogLine(.argument, arrival)
        line.error = mismatch
        owner.log.write(line)
        guard let id = arrival.requestID else {
            owner.tell(ReportedError.argument(mismatch))
            return nil
        }
        return OutboundFrame.rejection(id, mismatch.description)
    }

    private func observe(
        _ event: InboundEvent,
        in bytes: UnsafeRawBufferPointer,
        _ owner: any ConnectionOwner
    ) -> Latch {
        let latch = Latch()
        owner.observe(
            Message(
                channel: event.channel,
                event: event.name,
                arguments: RawArguments(event, in: bytes),
                requestID: event.requestID,
                processing: latch
            )
        )
        return latch
    }

    /// Presents an error to the peer, or hides it (wire protocol, item 10).
    ///
    /// - Returns: what the peer is told, for a request.
    func failure(
        _ error: any Error,
        of arrival: Arrival,
        writing writeFailure: FailureWriter?,
        _ owner: any ConnectionOwner
    ) -> EncodedMessage? {
        if error is CancellationError, Task.isCancelled {
            guard case .conversationEnded = CancellationReason.current, let id = arrival.requestID else { return nil }
            // The request itself has not been cancelled, and its peer may be waiting.
            return OutboundFrame.rejection(id, "the conversation has ended")
        }
        guard let id = arrival.requestID else {
            report(error, of: arrival, owner)
            return nil
        }
        return refusal(of: .request(id), error, of: arrival, writing: writeFailure, owner)
    }

    /// Presents an error as the end of a request or of a channel, or hides it (wire protocol, item 10).
    func refusal(
        of refused: OutboundFrame.Refused,
        _ error: any Error,
        of arrival: Arrival,
        writing writeFailure: FailureWriter?,
        _ owner: any ConnectionOwner
    ) -> EncodedMessage {
        do throws(ConversionError) {
            if let declared = try OutboundFrame.refusal(of: refused, error, writeFailure) {
                owner.log.write(LogLine(refusedBy: error, arrival))
                return declared
            }
            if let presentable = error as? any PresentableError {
                let refusal = try OutboundFrame.refusal(of: refused, presentable)
                owner.log.write(LogLine(refusedBy: error, arrival))
                return refusal
            }
            report(error, of: arrival, owner)
        } catch {
            report(error, of: arrival, owner)
        }
        return OutboundFrame.refusal(of: refused, "internal error")
    }

    private func report(_ error: any Error, of arrival: Arrival, _ owner: any ConnectionOwner) {
        let failure = HandlerError(
            channel: arrival.channel,
            event: arrival.event,
            requestID: arrival.requestID,
            underlying: error
        )
        owner.report(failure, as: LogLine(failure, isCancelled: Task.isCancelled))
    }
}

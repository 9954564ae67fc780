extension Connection {
    /// Finds the handler of an event, decodes its arguments and starts it (wire protocol, Answering).
    ///
    /// Called by one thread at a time, the dispatcher that ``InboundQueue`` appoints.
    func dispatch(_ event: InboundEvent, in bytes: UnsafeRawBufferPointer) {
        guard let owner else { return finish(event.requestID, answer: nil) }
        noteArrival(event, isKnown: owner.handles(event.name, on: event.channel))
        let processing = observe(event, in: bytes, owner)
        func end(_ answer: EncodedMessage?) {
            finish(event.requestID, answer: answer)
            processing?.open()
        }
        if ReservedEvent.isReserved(event.name, on: event.channel) { return end(refuseReserved(event)) }
        let middleware = owner.middleware(on: event.channel)
        if !middleware.isEmpty {
            return start(.middleware(middleware, RawArguments(event, in: bytes)), of: event, owner, processing)
        }
        var arguments = ArgumentReader(WireReader(bytes, at: event.argumentsStart, depth: 2))
        do throws(ConversionError) {
            guard let handler = try owner.prepare(event.name, on: event.channel, arguments: &arguments) else {
                return end(refuseUnhandled(event, owner))
            }
            start(.handler(handler), of: event, owner, processing)
        } catch {
            let mismatch = ArgumentError(
                error,
                of: arguments.argumentName,
                startingAt: arguments.argumentStart,
                event: event.name,
                channel: event.channel,
                in: bytes
            )
            end(refuse(mismatch, of: event, owner))
        }
    }

    /// What is to be run for an event.
    private enum Work {
        case handler(HandlerRun)
        case middleware([MiddlewareStep], RawArguments)
    }

    /// Starts the task in which an event is handled.
    private func start(
        _ work: Work,
        of event: InboundEvent,
        _ owner: any ConnectionOwner,
        _ processing: Latch?
    ) {
        let isStarted = startHandler(owner: owner, requestID: event.requestID) { [self] in
            let answer =
                switch work {
                case .handler(let handler): await run(handler, of: event, owner)
                case .middleware(let steps, let arguments): await run(event, arguments, through: steps, owner)
                }
            finish(event.requestID, answer: answer)
            processing?.open()
        }
        if !isStarted {
            finish(event.requestID, answer: nil)
            processing?.open()
        }
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
    func refuseUnhandled(_ event: InboundEvent, _ owner: any ConnectionOwner) -> EncodedMessage? {
        if let conversation = event.channel.anonymous, conversation.end != nil {
            // It has ended while the event was waiting.
            owner.log.write(LogLine(.unknownChannel, event))
            return event.requestID.map { OutboundFrame.rejection($0, "no such channel") }
        }
        owner.log.write(LogLine(.noListener, event))
        guard let id = event.requestID else { return nil }
        return OutboundFrame.rejection(id, UnhandledEvent(channel: event.channel, event: event.name).message)
    }

    /// An event whose arguments do not convert (item 9).
    ///
    /// - Returns: what the peer is told, for a request.
    func refuse(
        _ mismatch: ArgumentError,
        of event: InboundEvent,
        _ owner: any ConnectionOwner
    ) -> EncodedMessage? {
        var line = LogLine(.argument, event)
        line.error = mismatch
        owner.log.write(line)
        guard let id = event.requestID else {
            owner.tell(ReportedError.argument(mismatch))
            return nil
        }
        return OutboundFrame.rejection(id, mismatch.description)
    }

    private func observe(
        _ event: InboundEvent,
        in bytes: UnsafeRawBufferPointer,
        _ owner: any ConnectionOwner
    ) -> Latch? {
        guard owner.observesMessages else { return nil }
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

    /// Runs a handler.
    ///
    /// - Returns: what the peer is told, for a request.
    private func run(
        _ handler: HandlerRun,
        of event: InboundEvent,
        _ owner: any ConnectionOwner
    ) async -> EncodedMessage? {
        do {
            let arrival = Arrival(event, on: self)
            guard let instruments else { return try await handler.body(arrival) }
            return try await instruments.aroundHandler(of: event, isKnown: true, writeFailure: handler.writeFailure) {
                try await handler.body(arrival)
            }
        } catch {
            return failure(error, of: Arrival(event, on: self), writing: handler.writeFailure, owner)
        }
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

extension Connection {
    /// Finds the handler of an event, decodes its arguments and starts it (wire protocol, Answering).
    ///
    /// Called by one thread at a time, the dispatcher that ``InboundQueue`` appoints.
    func dispatch(_ event: InboundEvent, in bytes: UnsafeRawBufferPointer) {
        guard let owner else { return finish(event.requestID, answer: nil) }
        let processing = observe(event, in: bytes, owner)
        func refuse(_ reason: String) {
            finish(event.requestID, answer: event.requestID.map { OutboundFrame.rejection($0, reason) })
            processing?.open()
        }
        if ReservedEvent.isReserved(event.name, on: event.channel) {
            log(LogLine(.reservedName, event))
            return refuse("'\(event.name)' is reserved on the main channel")
        }
        var arguments = ArgumentReader(WireReader(bytes, at: event.argumentsStart, depth: 2))
        do throws(ConversionError) {
            guard let handler = try owner.prepare(event.name, on: event.channel, arguments: &arguments) else {
                log(LogLine(.noListener, event))
                return refuse("no event listener for '\(event.name.cited)'\(event.channel.place)")
            }
            let isStarted = startHandler(owner: owner, requestID: event.requestID) { [self] in
                let answer = await run(handler, of: event, owner)
                finish(event.requestID, answer: answer)
                processing?.open()
            }
            if !isStarted {
                finish(event.requestID, answer: nil)
                processing?.open()
            }
        } catch {
            let mismatch = ArgumentError(
                error,
                of: arguments.argumentName,
                startingAt: arguments.argumentStart,
                event: event.name,
                channel: event.channel,
                in: bytes
            )
            var line = LogLine(.argument, event)
            line.error = mismatch
            owner.log.write(line)
            if event.requestID == nil { owner.tell(ReportedError.argument(mismatch)) }
            refuse(mismatch.description)
        }
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
            return try await owner.run(handler, event: event.name, on: event.channel, requestID: event.requestID)
        } catch {
            if error is CancellationError, Task.isCancelled { return nil }
            return rejection(for: error, of: event, by: handler, owner)
        }
    }

    /// Presents an error to the peer, or hides it (wire protocol, item 10).
    private func rejection(
        for error: any Error,
        of event: InboundEvent,
        by handler: HandlerRun,
        _ owner: any ConnectionOwner
    ) -> EncodedMessage? {
        func report(_ error: any Error) {
            let failure = HandlerError(
                channel: event.channel,
                event: event.name,
                requestID: event.requestID,
                underlying: error
            )
            owner.report(failure, as: Task.isCancelled ? .cancelled(failure) : nil)
        }
        guard let id = event.requestID else {
            report(error)
            return nil
        }
        do throws(ConversionError) {
            if let declared = try OutboundFrame.rejection(id, error, handler.writeFailure) {
                owner.log.write(LogLine(refusedBy: error, event))
                return declared
            }
            if let presentable = error as? any PresentableError {
                let rejection = try OutboundFrame.rejection(id, presentable)
                owner.log.write(LogLine(refusedBy: error, event))
                return rejection
            }
            report(error)
        } catch {
            report(error)
        }
        return OutboundFrame.rejection(id, "internal error")
    }
}

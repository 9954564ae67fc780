/// What a registered handler does with its call: it converts the arguments, and then ends it in one way or the other.
extension HandlerCall {
    /// Converts the arguments.
    ///
    /// - Returns: `nil` where they do not convert, or the message is not what it seemed; which ends the call.
    @inlinable
    func convert<Value>(_ decode: (inout ArgumentReader) throws(ConversionError) -> Value) -> Value? {
        guard isReadable else {
            fail(HandlerBeganLate())
            return nil
        }
        var arguments = reader
        do throws(ConversionError) {
            let value = try decode(&arguments)
            guard !isEarly || concludes(&arguments) else { return nil }
            return value
        } catch {
            refuse(error, arguments)
            return nil
        }
    }

    /// Whether the message of an early call ends behind the arguments; where not, the call starts over.
    @usableFromInline
    func concludes(_ arguments: inout ArgumentReader) -> Bool {
        if arguments.isAtEndOfMessage() { return true }
        startOver()
        return false
    }

    @usableFromInline
    func refuse(_ error: ConversionError, _ arguments: borrowing ArgumentReader) {
        // Whether the arguments are at fault or the message, its whole says.
        if isEarly { return startOver() }
        let mismatch = arguments.mismatch(error, of: arrival.event, on: arrival.channel)
        if let passage { return passage.end(.mismatch(mismatch)) }
        finish(arrival.connection.refuse(mismatch, of: arrival, owner))
    }

    /// The answer with which a handler's request ends; `nil` for a plain event.
    ///
    /// - Throws: an error that names the path, where the wire has no form for the value.
    @inlinable
    func answer<Answer>(
        _ value: Answer,
        _ encoding: AnswerEncoding<Answer>
    ) throws(ConversionError) -> EncodedMessage? {
        guard let write = encoding.write else { return acknowledgement }
        return try answer { writer throws(ConversionError) in try write(value, &writer) }
    }

    @usableFromInline var acknowledgement: EncodedMessage? { arrival.requestID.map(OutboundFrame.acknowledgement) }

    @usableFromInline
    func answer(
        _ write: (inout WireWriter) throws(ConversionError) -> Void
    ) throws(ConversionError) -> EncodedMessage? {
        guard let requestID = arrival.requestID else { return nil }
        return try OutboundFrame.answer(requestID, value: write)
    }

    /// Ends the call with what the handler has answered.
    @usableFromInline
    func end(_ answer: EncodedMessage?) {
        if let passage { return passage.end(.answer(answer)) }
        finish(answer)
    }

    /// Ends the call with what the handler has thrown.
    @usableFromInline
    func fail(_ error: any Error) {
        if let passage { return passage.end(.failure(error)) }
        finish(arrival.connection.failure(error, of: arrival, writing: handler?.writeFailure, owner))
    }

    /// Whether the handler is measured by itself; where there is middleware, that is measured with it.
    @usableFromInline var isMeasured: Bool { arrival.connection.instruments != nil && passage == nil }

    /// Runs a handler whose arguments are converted, measures it, and ends the call.
    ///
    /// - Parameter concurrently: whether it runs where all tasks run, beside the thread on which messages arrive.
    @usableFromInline
    func end(concurrently: Bool, _ body: @escaping @Sendable () async throws -> EncodedMessage?) async {
        do {
            end(try await measure { concurrently ? try await runElsewhere(body) : try await body() })
        } catch {
            fail(error)
        }
    }

    private func measure(_ body: () async throws -> EncodedMessage?) async throws -> EncodedMessage? {
        guard let instruments = arrival.connection.instruments, passage == nil else { return try await body() }
        return try await instruments.aroundHandler(
            of: arrival,
            isKnown: true,
            writeFailure: handler?.writeFailure,
            body
        )
    }

    private func runElsewhere(
        _ body: @escaping @Sendable () async throws -> EncodedMessage?
    ) async throws -> EncodedMessage? {
        // A task begins where all tasks run; what only waits for it may begin where messages arrive.
        let task = Task {
            HandlerScope.current?.enter()
            return try await body()
        }
        defer { HandlerScope.current?.enter() }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }
}

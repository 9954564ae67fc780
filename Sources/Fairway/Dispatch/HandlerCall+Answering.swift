/// What a registered handler does with its call: it converts the arguments, and then ends it in one way or the other.
extension HandlerCall {
    /// Converts the arguments.
    ///
    /// - Returns: `nil` where they do not convert, which ends the call.
    @inlinable
    func convert<Value>(_ decode: (inout ArgumentReader) throws(ConversionError) -> Value) -> Value? {
        var arguments = arguments
        do throws(ConversionError) {
            return try decode(&arguments)
        } catch {
            refuse(error, arguments)
            return nil
        }
    }

    @usableFromInline var arguments: ArgumentReader {
        switch work {
        case .handler(let handler, let arguments): ArgumentReader(arguments, conversion: handler.conversion)
        case .middleware(_, _, let passage): passage.reader
        }
    }

    @usableFromInline
    func refuse(_ error: ConversionError, _ arguments: borrowing ArgumentReader) {
        let mismatch = arguments.mismatch(error, of: arrival.event, on: arrival.channel)
        switch work {
        case .handler: finish(arrival.connection.refuse(mismatch, of: arrival, owner))
        case .middleware(_, _, let passage): passage.end(.mismatch(mismatch))
        }
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
        switch work {
        case .handler: finish(answer)
        case .middleware(_, _, let passage): passage.end(.answer(answer))
        }
    }

    /// Ends the call with what the handler has thrown.
    @usableFromInline
    func fail(_ error: any Error) {
        switch work {
        case .handler(let handler, _):
            finish(arrival.connection.failure(error, of: arrival, writing: handler.writeFailure, owner))
        case .middleware(_, _, let passage): passage.end(.failure(error))
        }
    }

    /// Whether the handler is measured by itself; where there is middleware, that is measured with it.
    @usableFromInline var isMeasured: Bool {
        guard arrival.connection.instruments != nil, case .handler = work else { return false }
        return true
    }

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
        guard let instruments = arrival.connection.instruments, case .handler(let handler, _) = work else {
            return try await body()
        }
        return try await instruments.aroundHandler(
            of: arrival,
            isKnown: true,
            writeFailure: handler.writeFailure,
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

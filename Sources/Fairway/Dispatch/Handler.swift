/// Writes an error where it is of the type that the schema declares, and says whether it is.
typealias FailureWriter = @Sendable (any Error, inout WireWriter) throws(ConversionError) -> Bool

/// One registered handler with its types erased, once, where it was registered.
struct Handler<Peer: Sendable>: Sendable {
    /// How numbers convert.
    let conversion: Conversion
    /// Writes an error that the schema declares; `nil` where it declares none.
    let writeFailure: FailureWriter?
    /// Decodes the arguments and, where they convert, says what is to be run. Does not run it.
    let prepare: @Sendable (_ arguments: inout ArgumentReader, _ peer: Peer) throws(ConversionError) -> HandlerRun
}

/// A handler with its arguments, ready to run.
struct HandlerRun: Sendable {
    /// Runs the handler and encodes its answer, for a request.
    let body: @Sendable (_ arrival: Arrival) async throws -> EncodedMessage?
    /// Writes an error that the schema declares; `nil` where it declares none.
    let writeFailure: FailureWriter?

    /// A handler that is answered with what it returns.
    ///
    /// - Parameters:
    ///   - answer: writes the answer.
    ///   - call: calls what the user wrote.
    init<Answer: Sendable>(_ answer: AnswerEncoding<Answer>, call: @escaping @Sendable () async throws -> Answer) {
        self.init(answer) { arrival in
            let value = try await call()
            guard let requestID = arrival.requestID else { return nil }
            guard let write = answer.write else { return OutboundFrame.acknowledgement(requestID) }
            return try OutboundFrame.answer(requestID) { writer throws(ConversionError) in try write(value, &writer) }
        }
    }

    /// A handler that makes its own answer.
    init<Answer: Sendable>(
        _ answer: AnswerEncoding<Answer>,
        body: @escaping @Sendable (_ arrival: Arrival) async throws -> EncodedMessage?
    ) {
        self.body = body
        writeFailure = answer.writeFailure
    }
}

/// Which of the two handlers of an event is meant.
public enum HandlerKind: Sendable, Hashable, CaseIterable {
    /// The handler of every event; registering again replaces it.
    case on
    /// The handler of one event, which comes before the other; registering again replaces it.
    case once
}

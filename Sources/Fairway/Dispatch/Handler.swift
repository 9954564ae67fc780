/// Writes an error where it is of the type that the schema declares, and says whether it is.
@usableFromInline
typealias FailureWriter = @Sendable (any Error, inout WireWriter) throws(ConversionError) -> Bool

/// One registered handler with its types erased, once, where it was registered.
final class Handler<Peer: Sendable>: Sendable {
    typealias Preparation =
        @Sendable (_ arguments: inout ArgumentReader, _ peer: Peer) throws(ConversionError) -> HandlerRun

    /// How numbers convert.
    let conversion: Conversion
    /// Writes an error that the schema declares; `nil` where it declares none.
    let writeFailure: FailureWriter?
    /// Whether it runs beside the thread on which messages arrive.
    let isConcurrent: Bool
    /// Decodes the arguments and, where they convert, says what is to be run. Does not run it.
    let prepare: Preparation

    init(
        conversion: Conversion,
        writeFailure: FailureWriter?,
        isConcurrent: Bool,
        prepare: @escaping Preparation
    ) {
        self.conversion = conversion
        self.writeFailure = writeFailure
        self.isConcurrent = isConcurrent
        self.prepare = prepare
    }
}

/// A handler with its arguments, ready to run.
@usableFromInline
struct HandlerRun: Sendable {
    /// Runs the handler and encodes its answer, for a request. It begins where it is called, without a hop.
    @usableFromInline typealias Body =
        nonisolated(nonsending) @Sendable (_ arrival: Arrival) async throws ->
        EncodedMessage?

    /// Runs the handler and encodes its answer, for a request.
    private let body: Body
    /// Writes an error that the schema declares; `nil` where it declares none.
    let writeFailure: FailureWriter?
    /// Whether it runs beside the thread on which messages arrive.
    var isConcurrent = false

    @usableFromInline
    init(writeFailure: FailureWriter?, body: @escaping Body) {
        self.body = body
        self.writeFailure = writeFailure
    }

    /// Runs the handler and encodes its answer, for a request.
    nonisolated(nonsending) func callAsFunction(_ arrival: Arrival) async throws -> EncodedMessage? {
        guard isConcurrent else { return try await body(arrival) }
        // A task begins where all tasks run; what only waits for it may begin where messages arrive.
        let task = Task { [body] in
            HandlerScope.current?.enter()
            return try await body(arrival)
        }
        defer { HandlerScope.current?.enter() }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }
}

/// Which of the two handlers of an event is meant.
public enum HandlerKind: Sendable, Hashable, CaseIterable {
    /// The handler of every event; registering again replaces it.
    case on
    /// The handler of one event, which comes before the other; registering again replaces it.
    case once
}

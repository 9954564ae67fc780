import Synchronization

/// One event's way through the middleware to its handler.
final class Passage: Sendable {
    private let arrival: Arrival
    private let owner: any ConnectionOwner
    private let state = Mutex(State())

    private struct State {
        var isHandled = false
        var writeFailure: FailureWriter?
        var mismatch: ArgumentError?
    }

    init(_ arrival: Arrival, owner: any ConnectionOwner) {
        self.arrival = arrival
        self.owner = owner
    }

    var channel: ChannelName { arrival.channel }
    var event: EventName { arrival.event }
    var requestID: RequestID? { arrival.requestID }

    /// What time limits are measured by.
    var time: TimeSource { arrival.connection.deadlines.time }

    /// What arguments did not convert last, in a handler's place or in a middleware's.
    var mismatch: ArgumentError? { state.withLock(\.mismatch) }

    /// Writes an error that the schema declares for the event; `nil` where it declares none.
    var writeFailure: FailureWriter? { state.withLock(\.writeFailure) ?? owner.writeFailure(of: event, on: channel) }

    /// Goes through these steps, then to the handler.
    func run(_ arguments: RawArguments, through steps: ArraySlice<MiddlewareStep>) async throws -> InboundReply {
        guard let step = steps.first else { return try await handle(arguments) }
        return try await step.body(self, arguments) { [self] arguments in
            try await run(arguments, through: steps.dropFirst())
        }
    }

    /// Finds the handler, with the arguments as they have come out of the middleware, and runs it.
    private func handle(_ arguments: RawArguments) async throws -> InboundReply {
        try state.withLock { state in
            guard !state.isHandled else { throw HandlerAlreadyRun() }
            state.isHandled = true
        }
        let handler: HandlerRun
        do {
            handler = try prepare(arguments)
        } catch {
            // No handler has seen the event, so that it may come again with other arguments.
            state.withLock { $0.isHandled = false }
            throw error
        }
        state.withLock { $0.writeFailure = handler.writeFailure }
        return InboundReply(try await handler(arrival), to: requestID)
    }

    private func prepare(_ arguments: RawArguments) throws -> HandlerRun {
        let handler = try read(arguments) { [owner, event, channel] reader throws(ConversionError) in
            try owner.prepare(event, on: channel, arguments: &reader)
        }
        guard let handler else { throw UnhandledEvent(channel: channel, event: event) }
        return handler
    }

    /// Reads arguments.
    ///
    /// - Throws: ``ArgumentError`` where they do not convert, which is kept as well.
    func read<Value>(
        _ arguments: RawArguments,
        _ body: (inout ArgumentReader) throws(ConversionError) -> Value
    ) throws(ArgumentError) -> Value {
        do {
            return try arguments.read(as: event, on: channel, body)
        } catch {
            state.withLock { $0.mismatch = error }
            throw error
        }
    }
}

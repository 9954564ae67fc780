import Synchronization

/// One event's way through the middleware to its handler.
final class Passage: Sendable {
    /// How the handler has ended.
    enum Outcome {
        case answer(EncodedMessage?)
        case failure(any Error)
        /// It has not begun.
        case mismatch(ArgumentError)
    }

    private let arrival: Arrival
    private let owner: any ConnectionOwner
    private let steps: [MiddlewareStep]
    /// As they came.
    private let arguments: RawArguments
    private let state = Mutex(State())

    private struct State {
        var isHandled = false
        var handler: BoundHandler?
        /// What the handler gets, until it has converted it.
        var arguments: BorrowedArguments?
        var outcome = Outcome.answer(nil)
        var mismatch: ArgumentError?
    }

    init(_ arrival: Arrival, _ arguments: RawArguments, through steps: [MiddlewareStep], owner: any ConnectionOwner) {
        self.arrival = arrival
        self.arguments = arguments
        self.steps = steps
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
    var writeFailure: FailureWriter? {
        (state.withLock(\.handler) ?? owner.handler(of: event, on: channel))?.writeFailure
    }

    /// Goes through the middleware, then to the handler.
    func run(_ call: HandlerCall) async throws -> InboundReply {
        try await run(arguments, through: steps[...], call)
    }

    private func run(
        _ arguments: RawArguments,
        through steps: ArraySlice<MiddlewareStep>,
        _ call: HandlerCall
    ) async throws -> InboundReply {
        guard let step = steps.first else { return try await handle(arguments, call) }
        return try await step.body(self, arguments) { [self] arguments in
            try await run(arguments, through: steps.dropFirst(), call)
        }
    }

    /// Finds the handler, with the arguments as they have come out of the middleware, and runs it.
    private func handle(_ raw: RawArguments, _ call: HandlerCall) async throws -> InboundReply {
        try state.withLock { state in
            guard !state.isHandled else { throw HandlerAlreadyRun() }
            state.isHandled = true
        }
        let arguments = BorrowedArguments(raw.following.withUnsafeBytes(MessageBytes.init(copying:)), at: 0)
        guard let handler = owner.takeHandler(of: event, on: channel, arguments: arguments) else {
            state.withLock { $0.isHandled = false }
            throw UnhandledEvent(channel: channel, event: event)
        }
        state.withLock { ($0.handler, $0.arguments) = (handler, arguments) }
        await handler.run(call)
        switch state.withLock(\.outcome) {
        case .answer(let answer):
            return InboundReply(answer, to: requestID)
        case .failure(let error):
            throw error
        case .mismatch(let mismatch):
            // No handler has seen the event, so that it may come again with other arguments.
            state.withLock { $0.isHandled = false }
            throw note(mismatch)
        }
    }

    /// What the handler converts, once.
    var reader: ArgumentReader {
        let (arguments, conversion) = state.withLock { state in
            defer { state.arguments = nil }
            return (state.arguments, state.handler?.conversion)
        }
        guard let arguments, let conversion else {
            return ArgumentReader(WireReader(UnsafeRawBufferPointer(start: nil, count: 0)))
        }
        return ArgumentReader(arguments, conversion: conversion)
    }

    /// Takes what the handler has come to.
    func end(_ outcome: Outcome) {
        state.withLock { $0.outcome = outcome }
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
            throw note(error)
        }
    }

    private func note(_ mismatch: ArgumentError) -> ArgumentError {
        state.withLock { $0.mismatch = mismatch }
        return mismatch
    }
}

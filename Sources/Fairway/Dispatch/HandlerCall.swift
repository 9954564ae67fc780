/// What is to be run for an event, its handler or the middleware around it; also its ``HandlerScope``.
///
/// Safe to share: it adds only what never changes.
@usableFromInline
final class HandlerCall: HandlerScope, @unchecked Sendable {
    let arrival: Arrival
    let owner: any ConnectionOwner
    /// The handler; `nil` where there is middleware, behind which it is found.
    let handler: BoundHandler?
    /// What the handler converts; where there is middleware, that has it.
    private let arguments: BorrowedArguments
    private let conversion: Conversion
    /// The way through the middleware, where there is any.
    let passage: Passage?
    /// Opened when it is over, for whoever observes messages.
    let processing: Latch?
    /// Whether the message has been looked at up to the event's name only, so that the rest of it shows when the arguments
    /// are converted.
    @usableFromInline let isEarly: Bool

    /// A call of a handler.
    init(
        _ handler: BoundHandler,
        _ arguments: BorrowedArguments,
        isEarly: Bool = false,
        for arrival: Arrival,
        owner: any ConnectionOwner,
        processing: Latch? = nil,
        in turn: DispatchTurn
    ) {
        self.isEarly = isEarly
        (self.arrival, self.owner, self.processing) = (arrival, owner, processing)
        (self.handler, self.arguments, conversion, passage) = (handler, arguments, handler.conversion, nil)
        super.init(client: owner.handledClient, turn: turn)
    }

    /// A call of middleware.
    init(
        through passage: Passage,
        for arrival: Arrival,
        owner: any ConnectionOwner,
        processing: Latch?,
        in turn: DispatchTurn
    ) {
        isEarly = false
        (self.arrival, self.owner, self.processing) = (arrival, owner, processing)
        (handler, arguments, conversion, self.passage) = (nil, .none, .exact, passage)
        super.init(client: owner.handledClient, turn: turn)
    }

    /// Runs it to its end.
    @inline(__always)
    func run() async {
        if let passage {
            await run(through: passage)
        } else {
            await handler?.run(self)
        }
    }

    /// Whether what the handler converts can be read: it is kept, or lent as long as the call lasts in which the handler
    /// begins.
    @usableFromInline var isReadable: Bool {
        passage != nil || arguments.kept != nil || (turn?.isRunning(self) ?? false)
    }

    /// What the handler converts, where it ``isReadable``.
    @usableFromInline var reader: ArgumentReader {
        passage?.reader ?? ArgumentReader(arguments, conversion: conversion)
    }

    /// Withdraws it, and has its message looked at from the beginning; for one that is early, before its handler has begun.
    func startOver() {
        // First, so that the request's number is free.
        finish(nil)
        turn?.takeAgain(arguments.bytes)
    }

    /// Ends it towards the peer, with what a request comes to.
    func finish(_ answer: EncodedMessage?) {
        arrival.connection.finish(arrival.requestID, answer: answer, processing)
    }
}

/// A handler did not begin on the thread that handed out its message, whose bytes are gone. No Swift runtime is known to do
/// that; where one did, the request fails, and nothing is read that is not there any more.
@usableFromInline
struct HandlerBeganLate: Error {
    @usableFromInline
    init() {}
}

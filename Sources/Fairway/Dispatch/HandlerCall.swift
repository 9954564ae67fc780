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

    /// A call of a handler.
    init(
        _ handler: BoundHandler,
        _ arguments: BorrowedArguments,
        for arrival: Arrival,
        owner: any ConnectionOwner,
        processing: Latch?,
        in turn: DispatchTurn
    ) {
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

    /// What the handler converts. Its bytes are borrowed until it suspends.
    @usableFromInline var reader: ArgumentReader {
        passage?.reader ?? ArgumentReader(arguments, conversion: conversion)
    }

    /// Ends it towards the peer, with what a request comes to.
    func finish(_ answer: EncodedMessage?) {
        arrival.connection.finish(arrival.requestID, answer: answer, processing)
    }
}

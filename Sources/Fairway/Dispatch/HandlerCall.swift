/// What is to be run for an event, its handler or the middleware around it; also its ``HandlerScope``.
///
/// Safe to share: it adds only what never changes.
@usableFromInline
final class HandlerCall: HandlerScope, @unchecked Sendable {
    enum Work: Sendable {
        case handler(BoundHandler, BorrowedArguments)
        case middleware([MiddlewareStep], RawArguments, Passage)
    }

    let work: Work
    let arrival: Arrival
    let owner: any ConnectionOwner
    /// Opened when it is over, for whoever observes messages.
    let processing: Latch?

    init(_ work: Work, for arrival: Arrival, owner: any ConnectionOwner, processing: Latch?, in turn: DispatchTurn) {
        self.work = work
        self.arrival = arrival
        self.owner = owner
        self.processing = processing
        super.init(client: owner.handledClient, turn: turn)
    }

    /// Runs it to its end.
    @inline(__always)
    func run() async {
        switch work {
        case .handler(let handler, _): await handler.run(self)
        case .middleware(let steps, let arguments, let passage): await run(arguments, through: steps, passage)
        }
    }

    /// Ends it towards the peer, with what a request comes to.
    func finish(_ answer: EncodedMessage?) {
        arrival.connection.finish(arrival.requestID, answer: answer, processing)
    }
}

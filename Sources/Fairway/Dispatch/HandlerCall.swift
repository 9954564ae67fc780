/// What is to be run for an event: its handler, or the middleware around it.
final class HandlerCall: Sendable {
    enum Work: Sendable {
        case handler(HandlerRun)
        case middleware([MiddlewareStep], RawArguments)
    }

    let work: Work
    let arrival: Arrival
    let owner: any ConnectionOwner
    let scope: HandlerScope
    /// Opened when it is over, for whoever observes messages.
    let processing: Latch?

    init(_ work: Work, for arrival: Arrival, owner: any ConnectionOwner, scope: HandlerScope, processing: Latch?) {
        self.work = work
        self.arrival = arrival
        self.owner = owner
        self.scope = scope
        self.processing = processing
    }
}

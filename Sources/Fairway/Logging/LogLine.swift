import Logging

/// One thing that was refused or failed, as the log tells it.
///
/// It holds what the line is made of and formats nothing until the line is written. What the peer wrote is in none of
/// it except the names of channel and event; the whole of it is in ``text``, which is for the trace level.
struct LogLine: Sendable {
    let kind: Kind
    var channel = ChannelName.main
    var event: EventName?
    var requestID: RequestID?
    /// The number of an anonymous channel.
    var anonymousChannel: Int?
    /// The number with which a connection ended.
    var status: StatusCode?
    /// Which attempt to reconnect it was.
    var attempt: Int?
    /// Where a peer connected from.
    var address: String?
    /// Why, in words without anything that the peer wrote.
    var reason: String?
    /// What is behind it.
    var error: (any Error)?
    /// What the peer wrote.
    var text: String?

    init(_ kind: Kind) {
        self.kind = kind
    }

    init(_ kind: Kind, _ event: InboundEvent) {
        self.kind = kind
        channel = event.channel
        self.event = event.name
        requestID = event.requestID
    }

    init(_ kind: Kind, _ arrival: Arrival) {
        self.kind = kind
        channel = arrival.channel
        event = arrival.event
        requestID = arrival.requestID
    }

    init(_ kind: Kind, requestID: RequestID?, anonymousChannel: Int? = nil, reason: String? = nil) {
        self.kind = kind
        self.requestID = requestID
        self.anonymousChannel = anonymousChannel
        self.reason = reason
    }

    init(_ refusal: FrameRefusal) {
        switch refusal.consequence {
        case .none: self.init(.malformedMessage, requestID: nil, reason: refusal.reason)
        case .reject(let id), .fail(let id): self.init(.malformedMessage, requestID: id, reason: refusal.reason)
        case .close: self.init(.invalidText)
        }
    }

    init(_ answer: UnreadableAnswer, requestID: RequestID) {
        self.init(.unreadableAnswer, requestID: requestID, reason: answer.error.outline)
        event = answer.event
        text = answer.text
    }

    /// A handler's error that the peer is told.
    init(refusedBy error: any Error, _ arrival: Arrival) {
        kind = error is HandlerDeadlineExceeded ? .handlerTookTooLong : .refusedByHandler
        channel = arrival.channel
        event = arrival.event
        requestID = arrival.requestID
        self.error = error
    }

    /// A handler that held the thread on which messages arrive.
    init(held time: Duration, _ arrival: Arrival) {
        self.init(.heldThread, arrival)
        let (seconds, attoseconds) = time.components
        reason = "for \(seconds * 1_000 + attoseconds / 1_000_000_000_000_000) ms"
    }

    /// What a handler or a hook throws that is reported.
    ///
    /// - Parameter isCancelled: whether its task has been cancelled, which the peer can bring about at will.
    init(_ error: HandlerError, isCancelled: Bool) {
        kind = isCancelled ? .cancelled : Self.kind(of: error)
        channel = error.channel
        event = error.event
        requestID = error.requestID
        self.error = error.underlying
    }

    /// An event of this side that has waited for a connection in vain.
    init(unsentBecause error: any Error) {
        self.init(.unsentEvent)
        self.error = error
    }

    /// An attempt to come back after a loss.
    init(_ failure: ReconnectError) {
        self.init(.reconnectFailed)
        attempt = failure.attempt
        error = failure.underlying
    }

    private static func kind(of error: HandlerError) -> Kind {
        // What the other side can bring about, a refusal that is meant, or something that went wrong.
        switch error.underlying {
        case is RemoteError, is RequestError, EmitError.notConnected: .askingFailed
        case _ where ReservedEvent.isReserved(error.event, on: error.channel): .hookFailed
        case is HandlerDeadlineExceeded: .handlerTookTooLong
        case is any PresentableError: .refusedByHandler
        default: .handlerFailed
        }
    }
}

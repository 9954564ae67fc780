/// What `onError` is told besides the errors of handlers: something a peer sent was not processed.
public enum ReportedError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A frame that fits no form, or breaks a bound, was dropped; the text says why (wire protocol, items 1 to 6).
    case malformedMessage(String)
    /// A plain event was dropped because an argument did not convert (item 9).
    case argument(ArgumentError)
    /// More events came than may wait, and the connection is being closed (item 27).
    case overloaded
    /// A second request came with the number of one that is still running, and was dropped (item 11).
    case duplicateRequest(RequestID)

    /// A sentence for people.
    public var description: String {
        switch self {
        case .malformedMessage(let reason): "malformed message: \(reason)"
        case .argument(let error): error.description
        case .overloaded: "too many events are waiting"
        case .duplicateRequest(let id): "request \(id) came again while it was running"
        }
    }
}

/// An error that a handler or a hook threw, with the event it was handling.
public struct HandlerError: Error, CustomStringConvertible {
    /// The channel of the event.
    public let channel: ChannelName
    /// The event; the name of the ``ReservedEvent`` for a hook.
    public let event: EventName
    /// The request's number; `nil` for a plain event or a hook.
    public let requestID: RequestID?
    /// What was thrown.
    public let underlying: any Error

    /// A sentence for people.
    public var description: String {
        "handler of '\(event.cited)'\(channel.place) failed: \(underlying)"
    }
}

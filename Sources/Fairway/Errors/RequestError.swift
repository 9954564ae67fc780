/// Why a request ended without an answer from the peer (wire protocol, Asking, item 13).
///
/// A rejection by the peer arrives as ``RemoteError`` and a cancelled task gets `CancellationError`.
public enum RequestError: Error, Sendable, Hashable {
    /// The peer did not answer in time; it has been told that nobody waits any more.
    case timedOut
    /// The connection ended before the answer came.
    case connectionClosed
    /// The conversation in which it was made, or the stream that was asked for, has ended.
    case channelClosed
    /// There was no connection to send the request on.
    case notConnected
    /// As many requests as the limit allows are waiting for answers already.
    case tooManyPending
    /// The outbound buffer is full.
    case bufferFull
    /// The answer came and is not what the caller expects; the text says where and why.
    case unreadableAnswer(String)
}

/// Why an event was not sent.
public enum EmitError: Error, Sendable, Hashable {
    /// There is no connection, and as many events as may wait for one do so already.
    case notConnected
    /// The outbound buffer is full, and stayed so where the event waited; or the conversation is not open yet, and as much as
    /// may wait for that does so.
    case bufferFull
    /// The conversation has ended.
    case channelClosed
}

/// An attempt to send an event whose name the protocol keeps for itself on the main channel.
public struct ReservedEventError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name.
    public let event: EventName

    /// A sentence for people.
    public var description: String { "'\(event)' is reserved on the main channel" }

    static func check(_ event: EventName, on channel: ChannelName) throws(ReservedEventError) {
        if ReservedEvent.isReserved(event, on: channel) { throw ReservedEventError(event: event) }
    }
}

/// One message of the protocol as it came, with offsets into its bytes where values are still to be read.
enum InboundFrame {
    /// An event or a request on a named channel or the main one.
    case event(InboundEvent)
    /// The answer to a request of this side; without a value where there is no offset.
    case answer(RequestID, value: Int?)
    /// The rejection of a request of this side.
    case rejection(RequestID, InboundRejection)
    /// The peer no longer waits for an answer; with its words.
    case cancellation(RequestID, RemoteError)
    /// The answer to a request of this side is an anonymous channel.
    case openedChannel(RequestID)
    /// An event or a request on an anonymous channel.
    case anonymousEvent(channel: Int, InboundEvent)
    /// The end of an anonymous channel, with the peer's words.
    case anonymousAbort(channel: Int, InboundRejection)
    /// Somebody else's message.
    case foreign
}

/// An event or a request, up to its name.
struct InboundEvent {
    var channel: ChannelName
    let name: EventName
    let requestID: RequestID?
    /// The whole array with name and arguments.
    let array: Range<Int>
    /// Right behind the name.
    let argumentsStart: Int
}

/// The peer's reason for a rejection, or for the abort of an anonymous channel.
struct InboundRejection {
    /// The reason in the protocol's own terms.
    let error: RemoteError
    /// Where the reason starts that may be a value of the error that a schema declares; `nil` for an error object.
    let value: Int?
}

/// Why a message was dropped (wire protocol, items 1 to 6).
struct FrameRefusal: Error {
    let reason: String
    /// What to do besides reporting it.
    let consequence: Consequence

    enum Consequence {
        case none
        /// The request can still be rejected.
        case reject(RequestID)
        /// The answer cannot be read, and somebody waits for it.
        case fail(RequestID)
        /// The text is not UTF-8, which ends the connection.
        case close
    }
}

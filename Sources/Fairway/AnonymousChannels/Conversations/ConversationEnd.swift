/// How a conversation has ended (wire protocol, Anonymous channels).
public enum ConversationEnd: Sendable, Hashable {
    /// One of the two sides has closed it in good order.
    case closed
    /// One of the two sides has aborted it; with its words.
    case aborted(RemoteError)
    /// The connection has ended, and the conversation with it.
    case connectionEnded
}

extension ConversationEnd {
    /// The words of a close in good order. The protocol has the abort alone; it is told by being these words as a plain
    /// string, where an abort has an error object.
    static let closingWords = "closed"

    /// What the peer's abort means.
    init(_ reason: InboundRejection) {
        let isClose = reason.value != nil && reason.error == RemoteError(message: Self.closingWords)
        self = isClose ? .closed : .aborted(reason.error)
    }
}

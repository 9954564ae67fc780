/// Why a handler is cancelled, which its task can read (wire protocol, Answering, item 11).
public enum CancellationReason: Sendable, Hashable {
    /// The peer no longer waits for the answer; with its words.
    case peer(RemoteError)
    /// The connection has ended. It cancels the handlers of requests and the `onOpen` hook; those of events go on.
    case connectionEnded(ConnectionEnd)
    /// The conversation in which the request was made has ended. The request is rejected where the handler throws
    /// `CancellationError`.
    case conversationEnded(ConversationEnd)
    /// It took longer than ``InboundCall/run(within:_:)`` allowed.
    case deadlineExceeded

    /// Why the handler that the task belongs to is cancelled; `nil` while it is not, and outside of handlers.
    ///
    /// Every task that a handler starts may read it.
    public static var current: CancellationReason? { HandlerScope.current?.cancellationReason }
}

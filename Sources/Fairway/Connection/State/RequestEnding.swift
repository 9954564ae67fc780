/// How a request ends that the peer does not end (wire protocol, Asking, item 13).
enum RequestEnding: Equatable {
    /// Its task was cancelled.
    case cancelled
    /// Its time is up.
    case timedOut
    /// The connection has gone.
    case connectionClosed
    /// The conversation in which it was made has ended.
    case channelClosed

    /// What whoever waits is told.
    var error: any Error {
        switch self {
        case .cancelled: CancellationError()
        case .timedOut: RequestError.timedOut
        case .connectionClosed: RequestError.connectionClosed
        case .channelClosed: RequestError.channelClosed
        }
    }

    /// What the peer is told.
    var reason: String {
        switch self {
        case .cancelled: "cancelled"
        case .timedOut: "timed out"
        case .connectionClosed: "connection closed"
        case .channelClosed: "the conversation has ended"
        }
    }
}

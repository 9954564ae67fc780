public import Fairway

/// One end of a link in memory: what a WebSocket does, without a socket.
///
/// Deliveries are made by a task of the link's own, in order and one at a time for each end, so that sending returns
/// before the other side has handled anything, as it does on a network.
public final class InMemoryTransport: Transport {
    private let link: InMemoryLink
    private let end: InMemoryLink.End

    private init(link: InMemoryLink, end: InMemoryLink.End) {
        self.link = link
        self.end = end
    }

    /// Two ends that are connected to each other.
    ///
    /// - Parameter bufferLimit: how many bytes may be on their way in one direction before sending fails: 1 MiB.
    public static func pair(bufferLimit: Int = 1 << 20) -> (InMemoryTransport, InMemoryTransport) {
        let link = InMemoryLink(bufferLimit: bufferLimit)
        return (InMemoryTransport(link: link, end: .first), InMemoryTransport(link: link, end: .second))
    }

    /// Begins to deliver.
    public func start(delivering receiver: any TransportReceiver) {
        link.start(end, receiver)
    }

    /// Puts a message on its way to the other end.
    public func send(_ message: EncodedMessage) throws(TransportError) {
        try link.send(message, from: end)
    }

    /// Whether more than 64 KiB are on their way to the other end, or more than a quarter of the buffer's limit.
    public var isBehind: Bool { link.isBehind(end) }

    /// Calls `done` once the other end has been delivered what was sent before, or once the link has ended.
    public func roundTrip(_ done: @escaping @Sendable () -> Void) {
        link.roundTrip(done, from: end)
    }

    /// Ends the link for both ends, behind what is on its way to the other one.
    public func close(status: StatusCode, reason: String) {
        link.close(TransportEnd(status: status, reason: reason), keeping: true)
    }

    /// Ends the link for both ends as if it had been cut.
    public func abort() {
        link.close(TransportEnd(status: .abnormalClosure), keeping: false)
    }
}

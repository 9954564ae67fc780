public import Fairway
import Synchronization

/// A peer that knows nothing of the protocol: it sends frames as they are written and keeps what comes.
///
/// One that is dropped cuts its link.
public final class RawPeer: Sendable {
    /// What came.
    public enum Received: Sendable, Hashable {
        /// A message.
        case message(String)
        /// The end of the link; nothing comes after it.
        case end(TransportEnd)
    }

    private let transport: any Transport
    private let mailbox = Mailbox()

    /// Takes one end of a link.
    public init(_ transport: any Transport) {
        self.transport = transport
        transport.start(delivering: mailbox)
    }

    /// Connects to a server in memory.
    public convenience init(connectingTo server: FairwayServer) {
        let (peerEnd, serverEnd) = InMemoryTransport.pair()
        server.accept(serverEnd)
        self.init(peerEnd)
    }

    deinit {
        transport.abort()
    }

    /// Sends a frame.
    public func send(_ frame: String) throws(TransportError) {
        try transport.send(EncodedMessage(bytes: Array(frame.utf8)))
    }

    /// Sends bytes, which need not be text.
    public func send(bytes: [UInt8]) throws(TransportError) {
        try transport.send(EncodedMessage(bytes: bytes))
    }

    /// Waits for the next thing to come. One task at a time may wait.
    public func next() async -> Received {
        await mailbox.next()
    }

    /// Closes the link.
    public func close(status: StatusCode = .normalClosure, reason: String = "") {
        transport.close(status: status, reason: reason)
    }

    /// Cuts the link.
    public func abort() {
        transport.abort()
    }
}

/// Keeps what comes until it is asked for. The link holds it, and not the peer, which can so be dropped.
private final class Mailbox: TransportReceiver {
    private struct State {
        var received: ArraySlice<RawPeer.Received> = []
        var waiter: CheckedContinuation<RawPeer.Received, Never>?
    }

    private let state = Mutex(State())

    func next() async -> RawPeer.Received {
        await withCheckedContinuation { continuation in
            let received = state.withLock { state in
                let received = state.received.popFirst()
                if received == nil { state.waiter = continuation }
                return received
            }
            if let received { continuation.resume(returning: received) }
        }
    }

    func receive(_ message: RawSpan) {
        take(.message(message.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }))
    }

    func end(_ end: TransportEnd) {
        take(.end(end))
    }

    private func take(_ received: RawPeer.Received) {
        let waiter = state.withLock { state in
            guard let waiter = state.waiter else {
                state.received.append(received)
                return CheckedContinuation<RawPeer.Received, Never>?.none
            }
            state.waiter = nil
            return waiter
        }
        waiter?.resume(returning: received)
    }
}

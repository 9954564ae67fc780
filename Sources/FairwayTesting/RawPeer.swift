public import Fairway
import Synchronization

/// A peer that knows nothing of the protocol: it sends frames as they are written and keeps what comes.
public final class RawPeer: TransportReceiver {
    /// What came.
    public enum Received: Sendable, Hashable {
        /// A message.
        case message(String)
        /// The end of the link; nothing comes after it.
        case end(TransportEnd)
    }

    private struct State {
        var received: ArraySlice<Received> = []
        var waiter: CheckedContinuation<Received, Never>?
    }

    private let transport: any Transport
    private let state = Mutex(State())

    /// Takes one end of a link.
    public init(_ transport: any Transport) {
        self.transport = transport
        transport.start(delivering: self)
    }

    /// Connects to a server in memory.
    public convenience init(connectingTo server: FairwayServer) {
        let (peerEnd, serverEnd) = InMemoryTransport.pair()
        server.accept(serverEnd)
        self.init(peerEnd)
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
        await withCheckedContinuation { continuation in
            let received = state.withLock { state in
                let received = state.received.popFirst()
                if received == nil { state.waiter = continuation }
                return received
            }
            if let received { continuation.resume(returning: received) }
        }
    }

    /// Closes the link.
    public func close(status: StatusCode = .normalClosure, reason: String = "") {
        transport.close(status: status, reason: reason)
    }

    /// Cuts the link.
    public func abort() {
        transport.abort()
    }

    /// Takes a message.
    public func receive(_ message: RawSpan) {
        take(.message(message.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }))
    }

    /// Takes the end.
    public func end(_ end: TransportEnd) {
        take(.end(end))
    }

    private func take(_ received: Received) {
        let waiter = state.withLock { state in
            guard let waiter = state.waiter else {
                state.received.append(received)
                return CheckedContinuation<Received, Never>?.none
            }
            state.waiter = nil
            return waiter
        }
        waiter?.resume(returning: received)
    }
}

/// One open link to a peer that carries whole messages in order, as bytes.
///
/// A transport knows nothing of what a message means. It pushes what arrives into its receiver, so that a connection on
/// which nothing happens holds no task.
public protocol Transport: Sendable {
    /// Begins to deliver to `receiver`; called once, before anything else.
    ///
    /// What arrived earlier is held back until then. Deliveries are serial and in order of arrival: any number of
    /// ``TransportReceiver/receive(_:)``, then exactly one ``TransportReceiver/end(_:)``, also where the link was
    /// already gone. The transport keeps the receiver alive until then.
    func start(delivering receiver: any TransportReceiver)

    /// Puts a message into the outbound buffer and returns without waiting for its delivery.
    ///
    /// Messages that one thread sends leave in the order of the calls. Callable from any thread.
    ///
    /// - Throws: ``TransportError`` with nothing queued.
    func send(_ message: EncodedMessage) throws(TransportError)

    /// Whether much of what was sent earlier still waits for the peer, so that what can be missed is better not sent.
    ///
    /// It is when more than 64 KiB are in the outbound buffer, or more than a quarter of its bound where that is less.
    var isBehind: Bool { get }

    /// Calls `done` once the peer has had everything that was sent before this call, or once the link has ended.
    ///
    /// It is called exactly once, also where the link ended long ago; on any thread, never from within this call, and
    /// serially with the deliveries or beside them. Any number of round trips may be on their way; those that are asked
    /// for at the same time cost the peer one answer. Callable from any thread.
    func roundTrip(_ done: @escaping @Sendable () -> Void)

    /// Starts an orderly end: what is queued leaves first, then the peer is told. A second call does nothing.
    ///
    /// The end is delivered when the peer has answered or a time limit of the transport's has passed.
    func close(status: StatusCode, reason: String)

    /// Ends the link at once, without a word to the peer.
    func abort()
}

/// What a transport pushes into: a connection of Fairway's.
public protocol TransportReceiver: AnyObject, Sendable {
    /// Takes one whole message. The bytes are borrowed for the length of the call.
    ///
    /// May call back into the transport, and runs handlers up to their first suspension.
    func receive(_ message: RawSpan)

    /// Takes several whole messages that have come together, one after the other, as ``receive(_:)`` takes each; cheaper
    /// than that.
    ///
    /// - Parameters:
    ///   - places: where in the bytes they are, in order.
    ///   - isWanted: is asked before each message; from the first false on, none is taken.
    func receive(_ bytes: RawSpan, messages places: [Range<Int>], while isWanted: () -> Bool)

    /// Takes the end, after which nothing more is delivered.
    func end(_ end: TransportEnd)
}

extension TransportReceiver {
    /// Takes each message by itself.
    public func receive(_ bytes: RawSpan, messages places: [Range<Int>], while isWanted: () -> Bool) {
        for place in places {
            guard isWanted() else { return }
            receive(bytes.extracting(place))
        }
    }
}

/// Why a message was not queued.
public enum TransportError: Error, Sendable, Hashable {
    /// The link has ended or is being closed.
    case closed
    /// The outbound buffer has reached its bound.
    case bufferFull
}

/// How a link ended.
public struct TransportEnd: Sendable, Hashable {
    /// The status the peer gave or, where this side closed first, the one the peer answered with;
    /// ``StatusCode/noStatusReceived`` where it gave none and ``StatusCode/abnormalClosure`` where the link just broke.
    /// Where the peer broke the rules of the transport it is what the peer was told.
    public var status: StatusCode
    /// The words that came with the status, empty where there were none.
    public var reason: String

    /// Describes an end.
    public init(status: StatusCode, reason: String = "") {
        self.status = status
        self.reason = reason
    }

    /// The link was cut because something waited to be written and the peer took nothing of it for too long.
    public static let stalled = TransportEnd(status: .abnormalClosure, reason: "nothing is taken of what is sent")
}

/// Opens transports, so that a client can connect, and connect again.
public protocol TransportConnector: Sendable {
    /// Opens one transport, ready to be started.
    ///
    /// - Throws: whatever keeps the link from opening; `CancellationError` where the task was cancelled.
    func connect() async throws -> any Transport
}

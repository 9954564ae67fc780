/// Bounds and times of a WebSocket, the same on both ends.
///
/// The times of silence, of messages and of stalling are looked after in turns: what takes too long is found at most half of
/// the shortest of these times late, and 10 s where that is less.
public struct WebSocketOptions: Sendable, Hashable {
    /// The largest message that is taken from the peer, in bytes of its text; 1 MiB unless set.
    ///
    /// A larger one ends the link with 1009 as soon as a frame header announces it.
    public var maximumMessageSize = 1_048_576
    /// The largest number of frames one message may come in; 4,096 unless set. One more ends the link with 1008.
    public var maximumFragments = 4_096
    /// How many bytes may wait to be written before ``TransportError/bufferFull`` is thrown; 1 MiB unless set.
    ///
    /// While nothing waits, one message is taken whatever its size. Each message counts 14 bytes more than its text.
    public var outboundBufferLimit = 1_048_576
    /// The largest HTTP request or response of a handshake, in bytes; 16 KiB unless set.
    public var maximumHandshakeSize = 16_384
    /// How long a handshake may take, with opening the connection on the side that opens it; 10 s unless set.
    public var handshakeTimeout: Duration = .seconds(10)
    /// How long the peer may take to answer a close and then to let go of the connection; 5 s unless set.
    public var closeTimeout: Duration = .seconds(5)
    /// How long a peer may be quiet before it is sent a ping; 25 s unless set, and never where it is `nil`.
    public var pingInterval: Duration? = .seconds(25)
    /// How long a peer may then take until anything is heard of it; 10 s unless set. After that the link is cut.
    public var pongTimeout: Duration = .seconds(10)
    /// For how long there may be no message either way; without limit unless set. Then the link ends with 1001.
    ///
    /// Pings and pongs are no messages.
    public var idleTimeout: Duration?
    /// How long a message may take from its first byte to its last; 60 s unless set, and without limit where it is `nil`.
    /// After that the link ends with 1008.
    ///
    /// It holds for all that a peer may begin and not end: a message in fragments, a frame's header, a ping.
    public var messageTimeout: Duration? = .seconds(60)
    /// For how long a peer may take nothing of what waits to be written, whatever it sends itself; 20 s unless set, and
    /// without limit where it is `nil`. After that the link is cut, and ends with ``TransportEnd/stalled``.
    ///
    /// One that takes a little all the time is slow and not stalled.
    public var stallTimeout: Duration? = .seconds(20)
    /// How many pings a peer may send one after the other; 1,000 unless set. One more ends the link with 1008.
    ///
    /// Over time ``pingsPerSecond`` are forgiven, and four for each message, so that round trips do not count.
    public var maximumPings = 1_000
    /// How many pings are forgiven in a second; 100 unless set, and one at least.
    public var pingsPerSecond = 100
    /// How many connections a listener has at a time, also those in their handshake; 16,384 unless set. One more is answered
    /// with 503 and closed at once. For a client it means nothing.
    ///
    /// Each needs a file descriptor, of which a process often has 1,024 (`ulimit -n`). Without any left, connections wait in
    /// the system until there are.
    public var maximumConnections = 16_384
    /// How many of them come from one address, where IPv6 addresses with the same first 64 bits are one; without limit unless
    /// set. One more is treated in the same way.
    ///
    /// Behind a proxy all connections come from the proxy's address.
    public var maximumConnectionsPerAddress: Int?

    /// Starts from the defaults.
    public init() {}
}

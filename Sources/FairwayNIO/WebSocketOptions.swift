/// Bounds and times of a WebSocket, the same on both ends.
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

    /// Starts from the defaults.
    public init() {}
}

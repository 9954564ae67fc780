public import Logging
public import Tracing

/// Bounds and times of each connection of a server or a client.
public struct ConnectionConfiguration: Sendable {
    /// How long a request waits for its answer unless it says otherwise, and an event for room in the outbound buffer
    /// where it waits (``OutboundOverflow/wait``): 30 seconds.
    public var requestTimeout: Duration = .seconds(30)
    /// How many requests of this side may wait for answers at a time: 128.
    public var maximumPendingRequests = 128
    /// How many handlers run at a time: 128 (wire protocol, item 27).
    public var maximumRunningHandlers = 128
    /// How long a handler may hold the thread on which messages arrive, from its event to its first suspension, before a
    /// line in the log names it: 100 ms. See ``HandlerRegistry/concurrent``.
    public var longestHold: Duration = .milliseconds(100)
    /// How many inbound events and requests wait for a handler to end: 1,024.
    public var maximumWaitingMessages = 1024
    /// How many bytes they may have together: 1 MiB.
    public var maximumWaitingBytes = 1 << 20
    /// How many streams and conversations that the peer has asked for may be open at a time: 128.
    public var maximumOpenChannels = 128
    /// How many values of a stream wait for a slow reader, where the other side knows nothing of credit: 1,024 (wire
    /// protocol, item 21). One more ends the stream with an error. No side is granted credit for more.
    public var maximumWaitingValues = 1024
    /// How many bytes they may have together: 64 MiB, which no side that keeps to its credit exceeds while messages are
    /// not larger than 1 MiB.
    public var maximumWaitingValueBytes = 1 << 26
    /// What becomes of an event for which the outbound buffer has no room: the connection is closed.
    ///
    /// A program that sends much to one peer, as in a loop, sets ``OutboundOverflow/wait``.
    public var outboundOverflow: OutboundOverflow = .close
    /// How many events and requests of this side wait for room in the outbound buffer, where they wait: 1,024.
    public var maximumWaitingEmits = 1024
    /// Measures every timeout; tests give one that stands still.
    public var clock: any Clock<Duration> = ContinuousClock()
    /// One line for each thing refused, which never has what a message says above the trace level.
    public var logger = Logger(label: "fairway")
    /// Where metrics go; `nil`, and nothing is counted and no clock is read for them, unless set.
    public var metrics: MetricsConfiguration?
    /// Makes a span around each handler and each request; `nil`, and there are none, unless set.
    public var tracer: (any Tracer)?

    /// The defaults.
    public init() {}
}

/// When a client comes back after it has lost its connection (wire protocol, item 23).
///
/// Each delay is drawn at random between zero and a bound, so that the clients of a server that restarts do not all come
/// at once. The bound doubles with each attempt up to a maximum, and starts over after a connection that has lasted as
/// long as the maximum; a server that accepts and hangs up is so left alone as one that does not accept.
public struct ReconnectPolicy: Sendable {
    /// How the delays grow; `nil` where the client does not come back.
    let backoff: Backoff?
    /// Draws a number from 0 to 1, which says how much of the bound a delay is.
    let jitter: @Sendable () -> Double

    /// The client does not come back by itself.
    public static let never = ReconnectPolicy(backoff: nil) { 0 }

    /// Comes back until the client is closed.
    ///
    /// - Parameters:
    ///   - initialDelay: the bound of the first delay after a loss.
    ///   - maximumDelay: what no delay exceeds, and how long a connection lasts for the bound to start over.
    ///   - jitter: draws a number from 0 to 1, the part of the bound that a delay takes; uniformly unless given. It is
    ///     called from anywhere, and what is outside of the range counts as its nearer end.
    public init(
        initialDelay: Duration = .milliseconds(500),
        maximumDelay: Duration = .seconds(20),
        jitter: @escaping @Sendable () -> Double = { .random(in: 0...1) }
    ) {
        self.init(backoff: Backoff(initialDelay: initialDelay, maximumDelay: maximumDelay), jitter: jitter)
    }

    private init(backoff: Backoff?, jitter: @escaping @Sendable () -> Double) {
        self.backoff = backoff
        self.jitter = jitter
    }
}

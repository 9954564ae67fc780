/// An attempt to come back that failed, as `onError` is told; the next one follows (wire protocol, item 23).
public struct ReconnectError: Error, CustomStringConvertible {
    /// Which one it was: 1 for the first after a loss.
    public let attempt: Int
    /// How long the client waits until the next one.
    public let nextDelay: Duration
    /// What the connector threw, or the closure that makes it.
    public let underlying: any Error

    /// A sentence for people.
    public var description: String { "attempt \(attempt) to reconnect failed: \(underlying)" }
}

/// How a connection ended, as `onClose` is told.
public struct ConnectionEnd: Sendable, Hashable {
    /// The status of the close; ``StatusCode/abnormalClosure`` where the link just broke.
    public let status: StatusCode
    /// The words that came with it.
    public let reason: String
    /// Whether this side asked for it.
    public let isLocal: Bool
}

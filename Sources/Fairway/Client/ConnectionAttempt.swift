/// An attempt to connect that is about to be made, as ``FairwayClient/connect(connecting:)`` tells its closure.
public struct ConnectionAttempt: Sendable {
    /// 0 for the one that `connect` itself makes; then as ``ConnectionStatus/reconnecting(attempt:after:)`` counts.
    public let number: Int
    /// How the last connection of the client ended, where there was one.
    public let lastEnd: ConnectionEnd?
    /// Why the attempt before failed, where it did: what the closure or its connector threw.
    public let lastFailure: (any Error)?
}

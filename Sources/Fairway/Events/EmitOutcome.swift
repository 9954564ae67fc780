/// What has come of an event that was emitted.
enum EmitOutcome {
    /// It is in the outbound buffer, or is kept until there is a connection.
    case sent
    /// It was volatile.
    case dropped
    /// Whoever emits it is to wait for room on this connection.
    case waits(Connection)
}

/// What becomes of an event that is emitted to somebody who does not keep up.
public enum Delivery: Sendable, Hashable {
    /// It waits its turn, and emitting it throws where it can neither be sent nor wait.
    case reliable
    /// It is dropped and counted, and nothing is thrown: where much of what was sent earlier still waits for the other
    /// side (``Transport/isBehind``), where the outbound buffer is full, and where there is no connection.
    ///
    /// It suits what the next event makes worthless, such as a position. What is sent keeps its order.
    case volatile
}

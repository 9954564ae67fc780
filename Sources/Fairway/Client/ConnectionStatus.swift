/// What a client program's connection is doing.
public enum ConnectionStatus: Sendable, Hashable {
    /// There is none, and none will be opened by itself; with how the last one ended, where there was one.
    case disconnected(ConnectionEnd?)
    /// It was lost, and the next attempt to come back follows after the delay; 1 is the first attempt after a loss.
    ///
    /// The count goes on from one loss to the next where the connection between them was short
    /// (see ``ReconnectPolicy``).
    case reconnecting(attempt: Int, after: Duration)
    /// One is being opened.
    case connecting
    /// Requests may be made, and events are sent at once.
    case connected
}

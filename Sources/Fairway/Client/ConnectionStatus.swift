/// What a client program's connection is doing.
public enum ConnectionStatus: Sendable, Hashable {
    /// There is none, and none is being opened; with how the last one ended, where there was one.
    case disconnected(ConnectionEnd?)
    /// One is being opened.
    case connecting
    /// Requests may be made, and events are sent at once.
    case connected
}

import NIOCore
import Synchronization

/// The connections of a listener that are not WebSockets yet.
final class PendingHandshakes: Sendable {
    private struct State {
        var isClosed = false
        var channels: [ObjectIdentifier: any Channel] = [:]
    }

    private let state = Mutex(State())

    /// Takes note of a connection.
    ///
    /// - Returns: false where the listener has been closed.
    func insert(_ channel: any Channel) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.channels[ObjectIdentifier(channel)] = channel
            return true
        }
    }

    /// Forgets a connection that has become a WebSocket or has ended.
    func remove(_ channel: any Channel) {
        _ = state.withLock { $0.channels.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    /// Takes no more connections.
    ///
    /// - Returns: those there are.
    func close() -> [any Channel] {
        state.withLock { state in
            state.isClosed = true
            defer { state.channels = [:] }
            return Array(state.channels.values)
        }
    }
}

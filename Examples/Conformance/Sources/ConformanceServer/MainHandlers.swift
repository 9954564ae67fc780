import Fairway

/// Handles the main channel. One value serves every client.
struct MainHandlers: Conformance.Main.ServerHandler {
    typealias Client = Conformance.Main.RemoteClient

    let running: RunningHandlers

    func context(from client: Client) throws -> String {
        guard let stay = RunningHandlers.Stay.current else { throw ContextLost() }
        return "\(stay.place) \(client.id)"
    }

    func running(from client: Client) -> Int {
        running.count - 1
    }
}

/// What the hook has set did not reach the handler.
private struct ContextLost: Error {}

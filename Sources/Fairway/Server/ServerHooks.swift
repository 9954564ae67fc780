import Synchronization

/// What a program has asked its server to tell it.
struct ServerHooks: Sendable {
    var onOpen: (@Sendable (Client) async throws -> Void)?
    var onMessage: (@Sendable (Message, Client) -> Void)?
    var onError: (@Sendable (ClientError) -> Void)?
    var onClose: (@Sendable (Client, ConnectionEnd) async -> Void)?
}

/// Something that went wrong with one client.
public struct ClientError: Error, CustomStringConvertible {
    /// The client.
    public let client: Client
    /// What went wrong.
    public let underlying: any Error

    /// A sentence for people.
    public var description: String { "client \(client.id): \(underlying)" }
}

extension FairwayServer {
    /// Is called for each client when its connection is open, before its first event; replaces the hook before.
    ///
    /// What it throws goes to `onError`, and the connection goes on.
    public func onOpen(_ hook: @escaping @Sendable (Client) async throws -> Void) {
        hooks.replace(\.onOpen, with: hook)
    }

    /// Is called with each inbound event and request before it is dispatched, in order; replaces the hook before.
    ///
    /// It runs where messages arrive, so it must not wait.
    public func onMessage(_ hook: @escaping @Sendable (Message, Client) -> Void) {
        hooks.replace(\.onMessage, with: hook)
        hasMessageHook.store(true, ordering: .releasing)
    }

    /// Is called with whatever went wrong on a client's connection; replaces the hook before.
    public func onError(_ hook: @escaping @Sendable (ClientError) -> Void) {
        hooks.replace(\.onError, with: hook)
    }

    /// Is called exactly once for each connection when it has ended, after the client's own hook; replaces the hook
    /// before.
    public func onClose(_ hook: @escaping @Sendable (Client, ConnectionEnd) async -> Void) {
        hooks.replace(\.onClose, with: hook)
    }
}

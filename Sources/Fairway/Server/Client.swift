import Synchronization

/// What tells the clients of one server apart; never used twice by a server.
public struct ClientID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Counts connections from 1.
    public let rawValue: Int

    /// The number in digits.
    public var description: String { "\(rawValue)" }

    /// Orders clients by the time they came.
    public static func < (left: ClientID, right: ClientID) -> Bool { left.rawValue < right.rawValue }
}

/// The server's view of one client, from its connection's beginning to its end.
///
/// As a registry and a remote it is its own end of the main channel without a schema.
public final class Client: Sendable, Identifiable {
    /// The client whose event is being handled, in every task that the handler starts.
    public static var current: Client? { HandlerScope.current?.client }

    /// What tells the clients of a server apart.
    public let id: ClientID
    /// The server that the client is connected to.
    public let server: FairwayServer
    /// What the program keeps for this client.
    public let values: ClientValues
    let table = HandlerTable<Client>()
    let connection: Connection
    let hooks = Mutex(Hooks())
    /// Whether there has been a hook for messages, so that they pay nothing where there is none.
    let hasMessageHook = Atomic(false)
    private let dropped = Atomic(0)

    struct Hooks: Sendable {
        var onMessage: (@Sendable (Message) -> Void)?
        var onError: (@Sendable (any Error) -> Void)?
        var onClose: (@Sendable (ConnectionEnd) async -> Void)?
        /// Whether none is called any more, and none is kept: it may hold the client.
        var isOver = false
    }

    init(id: ClientID, server: FairwayServer, connection: Connection, values: ClientValues) {
        self.id = id
        self.server = server
        self.connection = connection
        self.values = values
    }

    /// The client's end of a channel of a schema.
    public subscript<Binding: ChannelBinding>(_ binding: Binding.Type) -> RemoteClient<Binding> {
        RemoteClient(self, channel: binding.channelName)
    }

    /// The client's end of a channel without a schema.
    public func of(_ channel: ChannelName) -> RemoteClient<Untyped> {
        RemoteClient(self, channel: channel)
    }

    /// Whether events and requests may still be sent.
    public var isOpen: Bool { connection.isOpen }

    /// How many volatile events for this client have been dropped; it never falls.
    public var droppedEvents: Int { dropped.load(ordering: .relaxed) }

    /// Closes the connection: what is queued leaves first, then the client is told. Further calls do nothing.
    public func close(status: StatusCode = .normalClosure, reason: String = "") {
        connection.close(status: status, reason: reason)
    }

    /// Is called with each inbound event and request before it is dispatched; replaces the one before.
    public func onMessage(_ hook: @escaping @Sendable (Message) -> Void) {
        setHook(\.onMessage, to: hook)
        hasMessageHook.store(true, ordering: .releasing)
    }

    /// Is called with what went wrong on this connection, before the server's; replaces the one before.
    public func onError(_ hook: @escaping @Sendable (any Error) -> Void) {
        setHook(\.onError, to: hook)
    }

    /// Is called exactly once, when the connection has ended, before the server's; replaces the one before.
    public func onClose(_ hook: @escaping @Sendable (ConnectionEnd) async -> Void) {
        setHook(\.onClose, to: hook)
    }
}

extension Client {
    /// Sends an event, or counts a volatile one that is dropped.
    ///
    /// - Parameter mayWait: whether whoever emits it can wait.
    func emit(
        _ message: EncodedMessage,
        in conversation: AnonymousChannel? = nil,
        _ delivery: Delivery,
        mayWait: Bool
    ) throws -> EmitOutcome {
        switch delivery {
        case .reliable:
            return try connection.emit(message, on: conversation, mayWait: mayWait) ? .sent : .waits(connection)
        case .volatile where !connection.offer(message, on: conversation):
            dropped.add(1, ordering: .relaxed)
            server.dropped.add(1, ordering: .relaxed)
            server.instruments?.metrics?.couldNotSend(.volatile)
            return .dropped
        case .volatile: return .sent
        }
    }

    private func setHook<Hook: Sendable>(_ path: any WritableKeyPath<Hooks, Hook?> & Sendable, to hook: Hook) {
        let replaced: Hook? = hooks.withLock { hooks in
            guard !hooks.isOver else { return nil }
            defer { hooks[keyPath: path] = hook }
            return hooks[keyPath: path]
        }
        withExtendedLifetime(replaced) {}
    }
}

extension Client: Hashable {
    /// Whether both are the same client.
    public static func == (left: Client, right: Client) -> Bool { left === right }

    /// Hashes the identity.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension Client: RemoteSide, HandlerRegistry {
    /// Any event.
    public typealias Outgoing = UntypedEvent
    /// Handlers get the client's end of the main channel.
    public typealias Sender = RemoteClient<Untyped>

    /// The way to the client.
    public var route: Route { of(.main).route }
    /// The handlers of this client for the main channel.
    public var handlers: HandlerStore<Client> {
        HandlerStore(table: table, channel: .main, coversAllChannels: true)
    }
}

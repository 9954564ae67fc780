import Synchronization

/// The client's end: its handlers and hooks, and one connection at a time. It knows no socket; a
/// ``TransportConnector`` opens transports for it.
///
/// It outlives its connections: handlers stay, and ``connect(with:)`` binds a new one. As a registry and a remote it is
/// its own end of the main channel without a schema. Everything may be called from anywhere at any time.
public final class FairwayClient: Sendable {
    /// What applies to each connection.
    public let configuration: ConnectionConfiguration
    let table = HandlerTable<FairwayClient>()
    let hooks = Mutex(Hooks())
    let state: Mutex<ClientState<Connection>>
    let deadlines: DeadlineQueue
    let instruments: Instruments?
    let publisher = StatusPublisher()
    let dropped = Atomic(0)

    struct Hooks: Sendable {
        var onOpen: (@Sendable () async throws -> Void)?
        var onMessage: (@Sendable (Message) -> Void)?
        var onError: (@Sendable (any Error) -> Void)?
        var onClose: (@Sendable (ConnectionEnd) async -> Void)?
    }

    /// A client without handlers and without a connection.
    ///
    /// - Parameter maximumWaitingEvents: how many events may be emitted while there is no connection.
    public init(
        configuration: ConnectionConfiguration = ConnectionConfiguration(),
        maximumWaitingEvents: Int = 10
    ) {
        self.configuration = configuration
        state = Mutex(ClientState(limit: maximumWaitingEvents))
        deadlines = DeadlineQueue(time: TimeSource(configuration.clock))
        instruments = Instruments(configuration, side: .client, time: deadlines.time)
    }

    /// The server's end of a channel of a schema; valid before connecting, and for good.
    public subscript<Binding: ChannelBinding>(_ binding: Binding.Type) -> RemoteServer<Binding> {
        RemoteServer(self, channel: binding.channelName)
    }

    /// The server's end of a channel without a schema.
    public func of(_ channel: ChannelName) -> RemoteServer<Untyped> {
        RemoteServer(self, channel: channel)
    }

    /// Whether there is a connection on which requests may be made.
    public var isConnected: Bool { state.withLock(\.connection)?.isOpen ?? false }

    /// What the connection is doing.
    public var status: ConnectionStatus { state.withLock(\.status) }

    /// How many volatile events have been dropped since the client was made; it never falls.
    public var droppedEvents: Int { dropped.load(ordering: .relaxed) }

    /// What the connection is doing: the status now, then each change, until the client is let go.
    ///
    /// Any number of tasks may ask, each gets its own sequence. It is told before `onOpen` and `onClose` run. A reader
    /// that is more than 16 changes behind misses the oldest.
    public var statuses: AsyncStream<ConnectionStatus> { publisher.statuses() }

    /// Opens a connection and returns once it is open; a connection that is there already is closed.
    ///
    /// Events that were emitted while there was none leave first, in order. The `onOpen` hook runs, and the server's
    /// events wait for it. Handlers, hooks and what waits stay as they are where it fails, and it may be called again.
    ///
    /// - Throws: what the connector throws; `CancellationError` where the task was cancelled, or ``close(status:reason:)``
    ///   was called meanwhile, or a connection was opened that had been asked for later.
    public func connect(with connector: some TransportConnector) async throws {
        let attempt = change { $0.beginAttempt() }
        let transport: any Transport
        do {
            transport = try await connector.connect()
        } catch {
            change { $0.fail(attempt) }
            throw error
        }
        guard use(transport, ending: attempt) else {
            transport.refuse(status: .normalClosure, reason: "no longer wanted")
            throw CancellationError()
        }
    }

    /// Takes a transport that is open already; as ``connect(with:)``.
    public func connect(over transport: any Transport) {
        _ = use(transport, ending: nil)
    }

    /// Closes the connection, gives up attempts to open one, and returns when the connection has ended and `onClose` has
    /// run; returns at once where there is none.
    ///
    /// What was emitted and has not left waits for the next ``connect(with:)``. In a hook or a handler of this client it
    /// may be called as well: `onOpen` is cancelled by the end for which it waits.
    public func close(status: StatusCode = .normalClosure, reason: String = "") async {
        guard let connection = change({ $0.close() }) else { return }
        connection.close(status: status, reason: reason)
        await connection.ended.wait()
    }
}

extension FairwayClient {
    /// Is called each time a connection is open, before the server's first event; replaces the hook before.
    ///
    /// What it throws goes to `onError`, and the connection goes on.
    public func onOpen(_ hook: @escaping @Sendable () async throws -> Void) {
        hooks.replace(\.onOpen, with: hook)
    }

    /// Is called with each inbound event and request before it is dispatched, in order; replaces the hook before.
    ///
    /// It runs where messages arrive, so it must not wait.
    public func onMessage(_ hook: @escaping @Sendable (Message) -> Void) {
        hooks.replace(\.onMessage, with: hook)
    }

    /// Is called with whatever went wrong; replaces the hook before.
    public func onError(_ hook: @escaping @Sendable (any Error) -> Void) {
        hooks.replace(\.onError, with: hook)
    }

    /// Is called exactly once for each connection when it has ended; replaces the hook before.
    public func onClose(_ hook: @escaping @Sendable (ConnectionEnd) async -> Void) {
        hooks.replace(\.onClose, with: hook)
    }

    var messageHook: (@Sendable (Message) -> Void)? { hooks.withLock(\.onMessage) }
    var closeHook: (@Sendable (ConnectionEnd) async -> Void)? { hooks.withLock(\.onClose) }

    var log: ConnectionLog { ConnectionLog(logger: configuration.logger, client: nil, metrics: instruments?.metrics) }

    func tell(_ error: any Error) {
        hooks.withLock(\.onError)?(error)
    }
}

extension FairwayClient: RemoteSide, HandlerRegistry {
    /// Any event.
    public typealias Outgoing = UntypedEvent
    /// Handlers get the server's end of the main channel.
    public typealias Sender = RemoteServer<Untyped>

    /// The way to the server.
    public var route: Route { of(.main).route }
    /// The handlers for the main channel.
    public var handlers: HandlerStore<FairwayClient> {
        HandlerStore(table: table, channel: .main, coversAllChannels: true)
    }
}

extension FairwayClient: Hashable {
    /// Whether both are the same client.
    public static func == (left: FairwayClient, right: FairwayClient) -> Bool { left === right }

    /// Hashes the identity.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

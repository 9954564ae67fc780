import Synchronization

/// The client's end: its handlers and hooks, and one connection at a time. It knows no socket; a
/// ``TransportConnector`` opens transports for it.
///
/// It outlives its connections: handlers stay, and it comes back by itself when it has lost one, until it is closed or let
/// go. As a registry and a remote it is its own end of the main channel without a schema. Everything may be called from
/// anywhere at any time.
public final class FairwayClient: Sendable {
    /// What applies to each connection.
    public let configuration: ConnectionConfiguration
    let reconnecting: ReconnectPolicy
    let table = HandlerTable<FairwayClient>()
    let hooks = Mutex(Hooks())
    let state: Mutex<State>
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
    /// - Parameters:
    ///   - reconnecting: when the client comes back after it has lost its connection; ``ReconnectPolicy/never`` where it
    ///     does not.
    ///   - maximumWaitingEvents: how many events may be emitted while there is no connection.
    public init(
        configuration: ConnectionConfiguration = ConnectionConfiguration(),
        reconnecting: ReconnectPolicy = ReconnectPolicy(),
        maximumWaitingEvents: Int = 10
    ) {
        self.configuration = configuration
        self.reconnecting = reconnecting
        state = Mutex(State(limit: maximumWaitingEvents, backoff: reconnecting.backoff))
        deadlines = DeadlineQueue(time: TimeSource(configuration.clock))
        instruments = Instruments(configuration, side: .client, time: deadlines.time)
    }

    deinit {
        let released = state.withLock { state in
            _ = state.close()
            return state.takeReleased()
        }
        for source in released { source.stop() }
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
    ///
    /// Where the client comes back by itself, it attempts to only when this has returned. ``close(status:reason:)`` keeps
    /// it from coming back, here as anywhere.
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

import Synchronization

/// The server's end: its handlers, hooks and clients. It knows no socket; transports are given to ``accept(_:)``.
///
/// As a registry it is its own main channel without a schema. Everything may be called from anywhere at any time.
public final class FairwayServer: Sendable {
    /// What applies to each client's connection.
    public let configuration: ConnectionConfiguration
    let table = HandlerTable<Client>()
    let hooks = Mutex(ServerHooks())
    let deadlines: DeadlineQueue
    private let state = Mutex(State())
    private let closing = Latch()

    private struct State {
        var clients: [ClientID: Client] = [:]
        var lastID = 0
        var isClosing = false
    }

    /// A server without handlers and without clients.
    public init(configuration: ConnectionConfiguration = ConnectionConfiguration()) {
        self.configuration = configuration
        deadlines = DeadlineQueue(time: TimeSource(configuration.clock))
    }

    /// A channel of a schema, for handlers of every client and for broadcasts.
    public subscript<Binding: ChannelBinding>(_ binding: Binding.Type) -> ServerChannel<Binding> {
        ServerChannel(server: self, channel: binding.channelName)
    }

    /// A channel without a schema.
    public func of(_ channel: ChannelName) -> ServerChannel<Untyped> {
        ServerChannel(server: self, channel: channel)
    }

    /// The clients that are connected, in the order in which they came.
    public var clients: [Client] {
        state.withLock { $0.clients.values.sorted { $0.id < $1.id } }
    }

    /// Takes a client's connection.
    ///
    /// The `onOpen` hook runs first; the client's events wait for it, and answers to its requests do not.
    ///
    /// - Returns: the client; `nil` from a server that is closing, which closes the link with
    ///   ``StatusCode/goingAway``.
    @discardableResult
    public func accept(_ transport: any Transport) -> Client? {
        let connection = Connection(transport: transport, configuration: configuration, deadlines: deadlines)
        let accepted: Client? = state.withLock { state in
            guard !state.isClosing else { return nil }
            state.lastID += 1
            let client = Client(id: ClientID(rawValue: state.lastID), server: self, connection: connection)
            state.clients[client.id] = client
            return client
        }
        guard let client = accepted else {
            noteLateConnection()
            transport.refuse(status: .goingAway, reason: "the server is closing")
            return nil
        }
        connection.start(owner: client)
        client.open(hooks.withLock(\.onOpen))
        return client
    }

    /// Ends the service: accepts no more, lets running handlers end within the grace period, tells every client and
    /// returns when all connections have ended (wire protocol, item 25). Further calls wait for the same end.
    ///
    /// A handler that calls it is not waited for, because it would wait for itself; its request ends unanswered. One
    /// that is to answer calls it in a task of its own.
    public func close(
        status: StatusCode = .goingAway,
        reason: String = "",
        grace: Duration = .seconds(5)
    ) async {
        let clients = state.withLock { state in
            state.isClosing = true
            return Array(state.clients.values)
        }
        closing.open()
        for client in clients { client.connection.drain(status: status, reason: reason, grace: grace) }
        let caller = HandlerScope.clientOfCallingHandler
        let own = caller?.server === self ? caller?.connection : nil
        own?.excuseHandler(true)
        for client in clients { await client.connection.ended.wait() }
        own?.excuseHandler(false)
    }

    /// Returns once the server has begun to close, or when the waiting task is cancelled.
    public func waitUntilClosing() async {
        await closing.wait()
    }

    func forget(_ client: Client) {
        state.withLock { _ = $0.clients.removeValue(forKey: client.id) }
    }
}

extension FairwayServer: HandlerRegistry {
    /// Handlers get the client's end of the main channel.
    public typealias Sender = RemoteClient<Untyped>

    /// The handlers of every client for the main channel.
    public var handlers: HandlerStore<Client> {
        HandlerStore(table: table, channel: .main, coversAllChannels: true)
    }
}

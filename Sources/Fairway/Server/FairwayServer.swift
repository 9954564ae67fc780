import Synchronization

/// The server's end: its handlers, hooks and clients. It knows no socket; transports are given to ``accept(_:)``.
///
/// As a registry it is its own main channel without a schema. Everything may be called from anywhere at any time.
public final class FairwayServer: Sendable {
    /// What applies to each client's connection.
    public let configuration: ConnectionConfiguration
    let table = HandlerTable<Client>()
    let hooks = Mutex(ServerHooks())
    /// Whether there has been a hook for messages, so that they pay nothing where there is none.
    let hasMessageHook = Atomic(false)
    let deadlines: DeadlineQueue
    let dropped = Atomic(0)
    let instruments: Instruments?
    let broadcasts = BroadcastLines()
    let state = Mutex(State())
    /// Open from when the server begins to close.
    let closing = Latch()
    /// Open once nothing runs any more for any client, or the time for it is up.
    let quiet = Latch()

    struct State {
        var clients: [ClientID: Client] = [:]
        /// Has those clients only that are in `clients`.
        var groups = Groups<Client>()
        /// How many clients have ended while handlers or hooks of theirs are still running.
        var leavingClients = 0
        var lastID = 0
        var isClosing = false
        /// Who is still to be told that the server closes.
        var farewell = Farewell()
        /// When what runs is waited for no longer.
        var graceEnd: DeadlineQueue.Ticket?

        var isQuiet: Bool { isClosing && clients.isEmpty && leavingClients == 0 }
    }

    /// A server without handlers and without clients.
    public init(configuration: ConnectionConfiguration = ConnectionConfiguration()) {
        self.configuration = configuration
        deadlines = DeadlineQueue(time: TimeSource(configuration.clock))
        instruments = Instruments(configuration, side: .server, time: deadlines.time)
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

    /// How many volatile events have been dropped, for all clients together, also those that have left; it never falls.
    public var droppedEvents: Int { dropped.load(ordering: .relaxed) }

    /// Takes a client's connection.
    ///
    /// The `onOpen` hook runs first; the client's events wait for it, and answers to its requests do not.
    ///
    /// - Parameter values: what the program keeps for the client from the start on.
    /// - Returns: the client; `nil` from a server that is closing, which closes the link with
    ///   ``StatusCode/goingAway``.
    @discardableResult
    public func accept(_ transport: any Transport, values: ClientValues = ClientValues()) -> Client? {
        let connection = Connection(
            transport: transport,
            side: .server,
            configuration: configuration,
            deadlines: deadlines,
            instruments: instruments
        )
        let accepted: Client? = state.withLock { state in
            guard !state.isClosing else { return nil }
            state.lastID += 1
            let id = ClientID(rawValue: state.lastID)
            let client = Client(id: id, server: self, connection: connection, values: values)
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

    /// Who is to get what is emitted to a group, or to all, in no order.
    func members(of group: String?) -> [Client] {
        state.withLock { state in
            guard let group else { return Array(state.clients.values) }
            return state.groups.members(of: group)
        }
    }

    /// Puts a client into a group unless it has ended.
    func enter(_ client: Client, _ group: String) -> Bool {
        state.withLock { state in
            guard state.clients[client.id] === client else { return false }
            state.groups.insert(client, into: group)
            return true
        }
    }

    func leave(_ client: Client, _ group: String) {
        state.withLock { $0.groups.remove(client, from: group) }
    }

    func groups(of client: Client) -> Set<String> {
        state.withLock { $0.groups.groups(of: client) }
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

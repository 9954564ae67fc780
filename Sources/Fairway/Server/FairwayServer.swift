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
    let dropped = Atomic(0)
    let instruments: Instruments?
    let state = Mutex(State())
    private let closing = Latch()
    /// Open once nothing runs any more for any client, or the time for it is up.
    private let quiet = Latch()

    struct State {
        var clients: [ClientID: Client] = [:]
        /// Has those clients only that are in `clients`.
        var groups = Groups<Client>()
        /// How many clients have ended while handlers or hooks of theirs are still running.
        var leavingClients = 0
        var lastID = 0
        var isClosing = false
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
    /// - Returns: the client; `nil` from a server that is closing, which closes the link with
    ///   ``StatusCode/goingAway``.
    @discardableResult
    public func accept(_ transport: any Transport) -> Client? {
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
    /// What clients leave behind that have gone, before or meanwhile, is waited for within the grace period as well:
    /// handlers that still run, and the `onClose` hooks.
    ///
    /// A handler or a hook that calls it is not waited for, because it would wait for itself; its request ends
    /// unanswered. A handler that is to answer calls it in a task of its own.
    ///
    /// - Parameter grace: how long handlers may take; that of the first call counts.
    public func close(
        status: StatusCode = .goingAway,
        reason: String = "",
        grace: Duration = .seconds(5)
    ) async {
        let (clients, isFirst) = state.withLock { state in
            defer { state.isClosing = true }
            return (Array(state.clients.values), !state.isClosing)
        }
        closing.open()
        for client in clients { client.connection.drain(status: status, reason: reason) }
        if isFirst { beginGrace(grace) }
        let caller = HandlerScope.clientOfCaller
        let own = caller?.server === self ? caller?.connection : nil
        own?.excuse(true)
        for client in clients { await client.connection.ended.wait() }
        await quiet.wait()
        own?.excuse(false)
    }

    /// Returns once the server has begun to close, or when the waiting task is cancelled.
    public func waitUntilClosing() async {
        await closing.wait()
    }

    /// Notes that the connection of a client has ended, and that its hooks are still to run.
    func noteLeaving(_ client: Client) {
        state.withLock { state in
            state.clients.removeValue(forKey: client.id)
            state.groups.removeAll(of: client)
            state.leavingClients += 1
        }
    }

    /// Notes that nothing runs any more for one of the clients that were leaving.
    func noteGone() {
        state.withLock { $0.leavingClients -= 1 }
        openIfQuiet()
    }

    /// Limits how long what runs is waited for, where anything does.
    private func beginGrace(_ grace: Duration) {
        if openIfQuiet() { return }
        let ticket = deadlines.schedule(after: grace) { [weak self] in self?.endGrace() }
        state.withLock { $0.graceEnd = ticket }
        // The last client may have gone before the ticket was there to be given back.
        openIfQuiet()
    }

    private func endGrace() {
        for client in state.withLock({ Array($0.clients.values) }) { client.connection.endGrace() }
        quiet.open()
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

    @discardableResult
    private func openIfQuiet() -> Bool {
        let (isQuiet, ticket) = state.withLock { state in
            guard state.isQuiet else { return (false, DeadlineQueue.Ticket?.none) }
            defer { state.graceEnd = nil }
            return (true, state.graceEnd)
        }
        if let ticket { deadlines.cancel(ticket) }
        if isQuiet { quiet.open() }
        return isQuiet
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

/// The life of a client program's end: its attempts to connect, its connection, and what is emitted while there is none
/// (wire protocol, item 22).
///
/// A value without clock, task or transport: each call says what happened and returns what is to be done.
struct ClientState<Connection: AnyObject & Sendable>: Sendable {
    /// Tells attempts to connect apart.
    struct Attempt: Sendable, Hashable {
        fileprivate let number: Int
    }

    /// Tells apart which connection's turn it is to send what has waited.
    struct Turn: Sendable, Equatable {
        fileprivate let number: Int
    }

    /// What to do with an event.
    enum Emission: Sendable {
        /// It goes out on the connection.
        case send(Connection)
        /// It has been put behind what waits.
        case waits
        /// As many as the limit wait already.
        case full
    }

    /// What the beginning of a connection leaves to be done.
    struct Beginning: Sendable {
        /// The connection whose place it takes, which is to be closed.
        let replaced: Connection?
    }

    /// What to do next with a connection that has just begun.
    enum Binding: Sendable {
        /// This event, which has waited longest, goes first. The turn is for ``ClientState/putBack(_:_:)``.
        case send(EncodedMessage, Turn)
        /// It is the one that is used from now on.
        case bound
        /// It has ended, or another one has taken its place.
        case over
    }

    private enum Life: Sendable {
        case disconnected
        /// What has waited is being sent; what is emitted meanwhile goes behind it.
        case binding(Connection)
        case connected(Connection)
    }

    private var life = Life.disconnected
    private var turn = Turn(number: 0)
    private var attempts: Set<Attempt> = []
    private var lastAttempt = 0
    private var lastEnd: ConnectionEnd?
    private var waiting: ArraySlice<EncodedMessage> = []
    private let limit: Int

    /// - Parameter limit: how many events may wait for a connection.
    init(limit: Int) {
        self.limit = limit
    }

    /// What the program sees.
    var status: ConnectionStatus {
        switch life {
        case .connected: .connected
        case .binding: .connecting
        case .disconnected: attempts.isEmpty ? .disconnected(lastEnd) : .connecting
        }
    }

    /// How many events wait.
    var waitingEvents: Int { waiting.count }

    /// The connection for a request; `nil` while what has waited is being sent as well.
    var connection: Connection? {
        if case .connected(let connection) = life { connection } else { nil }
    }

    private var current: Connection? {
        switch life {
        case .disconnected: nil
        case .binding(let connection), .connected(let connection): connection
        }
    }
}

/// Connections.
extension ClientState {
    /// Begins an attempt to connect.
    mutating func beginAttempt() -> Attempt {
        lastAttempt += 1
        let attempt = Attempt(number: lastAttempt)
        attempts.insert(attempt)
        return attempt
    }

    /// Notes that an attempt has failed.
    mutating func fail(_ attempt: Attempt) {
        attempts.remove(attempt)
    }

    /// Begins to use a connection, before it starts: ``bind(_:)`` then says what is to be done until it is bound.
    ///
    /// - Parameter attempt: what has opened it, where an attempt has.
    /// Attempts that began earlier no longer count.
    ///
    /// - Returns: `nil` where the attempt no longer counts: the client has been closed since it began, or has got a
    ///   connection that was asked for later.
    mutating func begin(_ connection: Connection, ending attempt: Attempt?) -> Beginning? {
        if let attempt, !attempts.contains(attempt) { return nil }
        let newest = attempt?.number ?? lastAttempt
        attempts = attempts.filter { $0.number > newest }
        defer { life = .binding(connection) }
        turn = Turn(number: turn.number + 1)
        return Beginning(replaced: current)
    }

    /// Takes the next step with a new connection.
    mutating func bind(_ connection: Connection) -> Binding {
        guard case .binding(let current) = life, current === connection else { return .over }
        if let first = waiting.popFirst() { return .send(first, turn) }
        waiting = []
        life = .connected(connection)
        return .bound
    }

    /// Puts an event back that a new connection did not take because it ended.
    ///
    /// - Returns: false where it is another connection's turn by now: what was emitted later may have left, so that this
    ///   event can no longer be sent in order.
    mutating func putBack(_ message: EncodedMessage, _ turn: Turn) -> Bool {
        guard turn == self.turn else { return false }
        waiting.insert(message, at: waiting.startIndex)
        return true
    }

    /// Ends attempts: those that are still going on no longer count.
    ///
    /// - Returns: the connection, which is to be closed.
    mutating func close() -> Connection? {
        attempts = []
        return current
    }

    /// Notes the end of a connection; one that has been replaced does not count.
    mutating func disconnect(_ connection: Connection, _ end: ConnectionEnd) {
        guard current === connection else { return }
        life = .disconnected
        lastEnd = end
    }
}

/// Events.
extension ClientState {
    /// Decides where an event goes.
    ///
    /// - Parameter over: a connection that did not take it because it is on its way out.
    mutating func emit(_ message: EncodedMessage, butNotOn over: Connection?) -> Emission {
        if case .connected(let connection) = life, connection !== over { return .send(connection) }
        guard waiting.count < limit else { return .full }
        waiting.append(message)
        return .waits
    }
}

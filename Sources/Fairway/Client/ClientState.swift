/// The life of a client program's end: its attempts to connect, its connection, how it comes back after a loss, and what
/// is emitted while there is none (wire protocol, items 22 and 23).
///
/// A value without clock, task or transport: each call says what happened and returns what is to be done. Times are those
/// of one clock, whichever.
struct ClientState<Connection: AnyObject & Sendable, Source: Sendable>: Sendable {
    /// Tells attempts to connect apart.
    struct Attempt: Sendable, Hashable {
        fileprivate let number: Int
    }

    /// Tells apart which connection's turn it is to send what has waited.
    struct Turn: Sendable, Equatable {
        fileprivate let number: Int
    }

    /// The time between a loss, or an attempt that has failed, and the next attempt.
    struct Wait: Sendable {
        fileprivate let number: Int
        let pursuit: Pursuit
        let delay: Duration
    }

    /// A connection, since when there is it, and what brings the client back after it.
    private struct Bond: Sendable {
        let connection: Connection
        let start: Duration
        var pursuit: Pursuit?
    }

    private enum Life: Sendable {
        case disconnected
        /// The connection was lost, and the client waits until it attempts to come back.
        case waiting(Wait)
        /// The client attempts to come back.
        case returning(Attempt, Pursuit)
        /// What has waited is being sent; what is emitted meanwhile goes behind it.
        case binding(Bond)
        case connected(Bond)
    }

    private var life = Life.disconnected
    private var turn = Turn(number: 0)
    /// Those that the program makes. While there are any, the client does not come back by itself.
    private var attempts: [Attempt: Source] = [:]
    private var lastAttempt = 0
    private var lastWait = 0
    private var released: [Source] = []
    private var waiting: ArraySlice<EncodedMessage> = []
    private let limit: Int
    private let backoff: Backoff?
    /// How the last connection ended.
    private(set) var lastEnd: ConnectionEnd?

    /// - Parameters:
    ///   - limit: how many events may wait for a connection.
    ///   - backoff: how long the client waits before it comes back; `nil` where it does not.
    init(limit: Int, backoff: Backoff?) {
        self.limit = limit
        self.backoff = backoff
    }

    /// What the program sees.
    var status: ConnectionStatus {
        switch life {
        case .connected: .connected
        case .binding, .returning: .connecting
        case .waiting(let wait): .reconnecting(attempt: wait.pursuit.attempts, after: wait.delay)
        case .disconnected: attempts.isEmpty ? .disconnected(lastEnd) : .connecting
        }
    }

    /// How many events wait.
    var waitingEvents: Int { waiting.count }

    /// The connection for a request; `nil` while what has waited is being sent as well.
    var connection: Connection? {
        if case .connected(let bond) = life { bond.connection } else { nil }
    }

    private var bond: Bond? {
        switch life {
        case .disconnected, .waiting, .returning: nil
        case .binding(let bond), .connected(let bond): bond
        }
    }

    private var pursuit: Pursuit? {
        switch life {
        case .disconnected: nil
        case .waiting(let wait): wait.pursuit
        case .returning(_, let pursuit): pursuit
        case .binding(let bond), .connected(let bond): bond.pursuit
        }
    }

    /// Takes the sources that nothing is to come from any more: what is under way there is to be ended.
    mutating func takeReleased() -> [Source] {
        defer { released = [] }
        return released
    }
}

/// Connections.
extension ClientState {
    /// Begins an attempt of the program's, which takes the place of coming back.
    mutating func beginAttempt(from source: Source) -> Attempt {
        switch life {
        case .waiting, .returning:
            release(pursuit)
            life = .disconnected
        case .disconnected, .binding, .connected: break
        }
        let attempt = nextAttempt()
        attempts[attempt] = source
        return attempt
    }

    /// Notes that an attempt has failed.
    ///
    /// - Parameter fraction: how much of its bound the next delay is, where there is one.
    mutating func fail(_ attempt: Attempt, fraction: Double) -> Failure {
        if let source = attempts.removeValue(forKey: attempt) {
            released.append(source)
            return .final
        }
        guard case .returning(attempt, let pursuit) = life, let backoff else { return .overtaken }
        return .retry(wait(for: pursuit, backoff, fraction))
    }

    /// Begins to use a connection, before it starts: ``bind(_:)`` then says what is to be done until it is bound.
    ///
    /// Attempts that began earlier no longer count.
    ///
    /// - Parameter attempt: what has opened it, where an attempt has. Without one there is nothing to come back with.
    /// - Returns: `nil` where the attempt no longer counts: the client has been closed since it began, or has got a
    ///   connection that was asked for later.
    mutating func begin(_ connection: Connection, ending attempt: Attempt?, at now: Duration) -> Beginning? {
        var next: Pursuit?
        if let attempt, case .returning(attempt, let pursuit) = life {
            next = pursuit
        } else {
            if let attempt {
                guard let source = attempts.removeValue(forKey: attempt) else { return nil }
                next = Pursuit(source: source)
            }
            release(pursuit)
        }
        if backoff == nil {
            release(next)
            next = nil
        }
        let newest = attempt?.number ?? lastAttempt
        released += attempts.filter { $0.key.number <= newest }.values
        attempts = attempts.filter { $0.key.number > newest }
        defer { life = .binding(Bond(connection: connection, start: now, pursuit: next)) }
        turn = Turn(number: turn.number + 1)
        return Beginning(replaced: bond?.connection)
    }

    /// Takes the next step with a new connection.
    mutating func bind(_ connection: Connection) -> Binding {
        guard case .binding(let bond) = life, bond.connection === connection else { return .over }
        if let first = waiting.popFirst() { return .send(first, turn) }
        waiting = []
        life = .connected(bond)
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

    /// Ends attempts and waits, and coming back: an attempt that is still going on no longer counts.
    ///
    /// - Returns: the connection, which is to be closed.
    mutating func close() -> Connection? {
        released += attempts.values
        attempts = [:]
        release(pursuit)
        switch life {
        case .disconnected, .waiting, .returning: life = .disconnected
        case .binding(var bond):
            bond.pursuit = nil
            life = .binding(bond)
        case .connected(var bond):
            bond.pursuit = nil
            life = .connected(bond)
        }
        return bond?.connection
    }

    /// Notes the end of a connection; one that has been replaced does not count.
    ///
    /// - Parameter fraction: how much of its bound the next delay is, where there is one.
    /// - Returns: what is to be waited before the client comes back; `nil` where it does not.
    mutating func disconnect(
        _ connection: Connection,
        _ end: ConnectionEnd,
        at now: Duration,
        fraction: Double
    ) -> Wait? {
        guard let bond, bond.connection === connection else { return nil }
        life = .disconnected
        lastEnd = end
        guard var pursuit = bond.pursuit, let backoff else { return nil }
        guard attempts.isEmpty else {
            release(pursuit)
            return nil
        }
        if now - bond.start >= backoff.maximumDelay { pursuit.attempts = 0 }
        return wait(for: pursuit, backoff, fraction)
    }

    /// Notes that a wait is over.
    ///
    /// - Returns: `nil` where it was given up before.
    mutating func resume(_ wait: Wait) -> Return? {
        guard case .waiting(let current) = life, current.number == wait.number else { return nil }
        let attempt = nextAttempt()
        life = .returning(attempt, wait.pursuit)
        return Return(attempt: attempt, pursuit: wait.pursuit, lastEnd: lastEnd)
    }

    private mutating func wait(for pursuit: Pursuit, _ backoff: Backoff, _ fraction: Double) -> Wait {
        var pursuit = pursuit
        pursuit.attempts += 1
        lastWait += 1
        let delay = backoff.delay(of: pursuit.attempts, fraction: fraction)
        let wait = Wait(number: lastWait, pursuit: pursuit, delay: delay)
        life = .waiting(wait)
        return wait
    }

    private mutating func nextAttempt() -> Attempt {
        lastAttempt += 1
        return Attempt(number: lastAttempt)
    }

    private mutating func release(_ pursuit: Pursuit?) {
        if let pursuit { released.append(pursuit.source) }
    }
}

/// Events.
extension ClientState {
    /// Decides where an event goes.
    ///
    /// - Parameter over: a connection that did not take it because it is on its way out.
    mutating func emit(_ message: EncodedMessage, butNotOn over: Connection?) -> Emission {
        if let connection, connection !== over { return .send(connection) }
        guard waiting.count < limit else { return .full }
        waiting.append(message)
        return .waits
    }
}

/// Whom a closing server has still to tell, and in what turns: so that thousands do not all come back at one moment.
struct Farewell {
    /// How long after one turn the next one comes.
    static let interval = Duration.milliseconds(100)
    /// The least that is told in one turn.
    static let smallestTurn = 500

    private(set) var status = StatusCode.goingAway
    private(set) var reason = ""
    private var turn = smallestTurn
    private var untold: ArraySlice<Client> = []
    /// When the next turn comes.
    var next: DeadlineQueue.Ticket?

    /// Nobody is to be told.
    init() {}

    /// - Parameter grace: what the last turn has to come within half of.
    init(_ clients: [Client], status: StatusCode, reason: String, grace: Duration) {
        self.status = status
        self.reason = reason
        turn = Self.turn(for: clients.count, within: grace / 2)
        untold = clients[...]
    }

    /// Whether everybody has been told.
    var isOver: Bool { untold.isEmpty }

    /// Takes those whose turn it is.
    mutating func takeTurn() -> ArraySlice<Client> {
        defer { untold = untold.dropFirst(turn) }
        return untold.prefix(turn)
    }

    /// Takes all that are left.
    mutating func takeRest() -> ArraySlice<Client> {
        defer { untold = [] }
        return untold
    }

    static func turn(for count: Int, within time: Duration) -> Int {
        // The first turn is at the beginning of the time, so that there is one always.
        let turns = 1 + Int(min(max(time / interval, 0), 1_000_000))
        return max((count + turns - 1) / turns, smallestTurn)
    }
}

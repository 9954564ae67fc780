/// The life of a client program's end: its connection, and what is emitted while there is none (wire protocol, item 22).
///
/// A value without clock, task or transport.
struct ClientState<Connection: AnyObject> {
    private enum Life {
        case disconnected
        case connected(Connection)
    }

    private var life = Life.disconnected
    private var waiting: [EncodedMessage] = []
    private let limit: Int

    /// - Parameter limit: how many events may wait for a connection.
    init(limit: Int) {
        self.limit = limit
    }

    var connection: Connection? {
        if case .connected(let connection) = life { connection } else { nil }
    }

    /// Binds a new connection, unless something waits that it has not sent yet.
    ///
    /// - Returns: what is to be sent first; where that is nothing, the connection that the new one replaces.
    mutating func connect(_ connection: Connection) -> (first: [EncodedMessage], replaced: Connection?) {
        guard waiting.isEmpty else {
            defer { waiting = [] }
            return (waiting, nil)
        }
        defer { life = .connected(connection) }
        return ([], self.connection)
    }

    /// Notes the end of a connection; one that has been replaced does not count.
    mutating func disconnect(_ connection: Connection) {
        if self.connection === connection { life = .disconnected }
    }

    /// Keeps an event for the next connection.
    ///
    /// - Returns: false where no more may wait.
    mutating func wait(_ message: EncodedMessage) -> Bool {
        guard waiting.count < limit else { return false }
        waiting.append(message)
        return true
    }
}

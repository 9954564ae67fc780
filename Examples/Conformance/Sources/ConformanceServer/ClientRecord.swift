import Fairway
import Synchronization

/// What the server keeps for one client.
final class ClientRecord: Sendable {
    private struct State {
        var notes: [String] = []
        var size = 0
        var cancelledSleeps = 0
    }

    private static let largestSize = 1 << 20
    // An empty text takes up memory, too.
    private static let sizeOfEntry = 16

    private let state = Mutex(State())

    /// The texts in the order in which they came.
    var notes: [String] { state.withLock(\.notes) }
    /// How many sleeps were cancelled.
    var cancelledSleeps: Int { state.withLock(\.cancelledSleeps) }

    /// Keeps a text.
    ///
    /// - Throws: a rejection where too much is kept already.
    func keep(_ note: String) throws {
        try state.withLock { state in
            let size = state.size + note.utf8.count + Self.sizeOfEntry
            guard size <= Self.largestSize else { throw Rejection("no more notes can be kept") }
            state.notes.append(note)
            state.size = size
        }
    }

    func countCancelledSleep() {
        state.withLock { $0.cancelledSleeps += 1 }
    }
}

extension ClientRecord: ClientKey {
    /// Stands in before the connection is open, when no handler runs.
    static let defaultValue = ClientRecord()
}

extension RemoteClient {
    /// What the server keeps for this client.
    var record: ClientRecord { values[ClientRecord.self] }
}

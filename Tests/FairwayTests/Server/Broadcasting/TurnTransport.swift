import Synchronization

@testable import Fairway

/// What has been sent to the peers of a server whose thread takes turns when the test says so.
final class TurnTable: Sendable {
    /// To whom, and what.
    let sent = Mutex<[(peer: Int, text: String)]>([])
    /// Who waits for a turn.
    let turns = Events<@Sendable () -> Void>()

    /// Gives so many of those who wait for a turn theirs, one after the other.
    func giveTurns(_ count: Int) async {
        for _ in 0..<count {
            let done = await turns.next()
            done?()
        }
    }

    /// Who has been sent something with these words in it, in order.
    func receivers(of words: String) -> [Int] {
        sent.withLock { $0.filter { $0.text.contains(words) }.map(\.peer) }
    }

    /// What one peer has been sent, in order.
    func texts(to peer: Int) -> [String] {
        sent.withLock { $0.filter { $0.peer == peer }.map(\.text) }
    }
}

/// A transport that writes down what is sent, and waits for turns.
final class TurnTransport: TurnTaking {
    private let peer: Int
    private let table: TurnTable
    private let receiver = Mutex<(any TransportReceiver)?>(nil)

    init(_ peer: Int, at table: TurnTable) {
        (self.peer, self.table) = (peer, table)
    }

    /// Lets the peer say something, on the thread of the caller.
    func receive(_ text: String) {
        let bytes = Array(text.utf8)
        receiver.withLock(\.self)?.receive(bytes.span.bytes)
    }

    func start(delivering receiver: any TransportReceiver) {
        self.receiver.withLock { $0 = receiver }
    }

    func send(_ message: EncodedMessage) throws(TransportError) {
        let text = String(decoding: message.bytes, as: UTF8.self)
        table.sent.withLock { $0.append((peer, text)) }
    }

    func afterTurn(_ done: @escaping @Sendable () -> Void) {
        table.turns.add(done)
    }

    var isBehind: Bool { false }

    func roundTrip(_ done: @escaping @Sendable () -> Void) {
        Task.detached { done() }
    }

    func close(status: StatusCode, reason: String) {}

    func abort() {}
}

import Fairway
import Synchronization

/// What waits to be written, seen from every thread; the rules of sending without a socket in them.
struct OutboxState {
    /// Something to write.
    enum Item: Hashable {
        case message(EncodedMessage)
        case close(StatusCode, reason: String)
    }

    /// Who is told that a broadcast has been written.
    typealias Turn = @Sendable () -> Void

    /// When the event loop writes what waits.
    private enum Wake: Int {
        case none, inTurn, atOnce

        /// Makes it at least as soon as `other`.
        ///
        /// - Returns: whether it was later.
        mutating func hasten(to other: Wake) -> Bool {
            defer { self = rawValue < other.rawValue ? other : self }
            return rawValue < other.rawValue
        }
    }

    /// What the event loop finds when it has been woken.
    struct Waiting {
        var items: [Item]
        var roundTrips: [RoundTrips.Completion]
        var turns: [Turn]
    }

    /// From how many outstanding bytes on what can be missed is better not sent.
    private static let largestBacklog = 65_536

    private let limit: Int
    private var queue: [Item] = []
    private var roundTrips: [RoundTrips.Completion] = []
    private var turns: [Turn] = []
    private var scheduledWake = Wake.none
    private(set) var outstandingBytes = 0

    init(limit: Int) {
        self.limit = max(limit, 0)
    }

    /// Whether messages may still be sent.
    private(set) var isOpen = true
    /// Whether a peer is there that could answer.
    private var isLinked = true
    /// Whether received messages are still wanted: until this side closes or aborts, not until the link is gone.
    private(set) var wantsMessages = true

    /// Whether much of what was sent earlier has not left yet.
    var isBehind: Bool { outstandingBytes > min(limit / 4, Self.largestBacklog) }

    /// What a message counts against the limit, in bytes.
    static func cost(of message: EncodedMessage) -> Int {
        message.bytes.count + FrameHeader.maximumSize
    }

    /// Takes a message into account and hands out what waited before it, so that the caller can write both in order.
    mutating func admit(_ message: EncodedMessage) throws(TransportError) -> [Item] {
        guard isOpen else { throw .closed }
        let cost = Self.cost(of: message)
        guard outstandingBytes == 0 || cost <= limit - outstandingBytes else { throw .bufferFull }
        outstandingBytes += cost
        return takeQueue()
    }

    /// Puts a message at the end of the queue.
    ///
    /// - Returns: whether the event loop has to be woken for it: in its turn for a broadcast, else at once.
    mutating func enqueue(_ message: EncodedMessage) throws(TransportError) -> Bool {
        let waiting = try admit(message)
        queue = waiting
        queue.append(.message(message))
        return scheduledWake.hasten(to: message.isBroadcast ? .inTurn : .atOnce)
    }

    /// Puts the close at the end of the queue; after it nothing is admitted.
    ///
    /// - Returns: whether it was put there, so that the queue has to be written; false for a second close.
    mutating func enqueueClose(_ status: StatusCode, reason: String) -> Bool {
        guard isOpen else { return false }
        abandon()
        queue.append(.close(status, reason: reason))
        scheduledWake = .atOnce
        return true
    }

    /// Keeps a round trip for the next wake, which writes what was queued before it.
    ///
    /// - Returns: whether the event loop has to be woken for it; `nil` where the link is gone and nothing was kept.
    mutating func enqueue(_ roundTrip: @escaping RoundTrips.Completion) -> Bool? {
        guard isLinked else { return nil }
        roundTrips.append(roundTrip)
        return scheduledWake.hasten(to: .atOnce)
    }

    /// Keeps who waits for a turn for the wake of that turn.
    ///
    /// - Returns: whether the event loop has to be woken for it; `nil` where the link is gone and nothing was kept.
    mutating func enqueueTurn(_ turn: @escaping Turn) -> Bool? {
        guard isLinked else { return nil }
        turns.append(turn)
        return scheduledWake.hasten(to: .inTurn)
    }

    /// Hands out everything that waits to be written.
    mutating func takeQueue() -> [Item] {
        guard !queue.isEmpty else { return [] }
        defer { queue = [] }
        return queue
    }

    /// As ``takeQueue()``, with the round trips that begin behind it and who waits for its turn, called by the wake that was
    /// asked for.
    mutating func wake() -> Waiting {
        scheduledWake = .none
        defer { (roundTrips, turns) = ([], []) }
        return Waiting(items: takeQueue(), roundTrips: roundTrips, turns: turns)
    }

    /// Takes note that the link is gone: no round trip is kept any more, and nobody who waits for a turn.
    ///
    /// - Returns: those that were kept.
    mutating func unlink() -> [@Sendable () -> Void] {
        isLinked = false
        defer { (roundTrips, turns) = ([], []) }
        return roundTrips + turns
    }

    /// Takes note that so many bytes' worth of messages has left or was dropped.
    mutating func release(_ bytes: Int) {
        outstandingBytes -= bytes
    }

    /// Admits nothing from now on.
    mutating func end() {
        isOpen = false
    }

    /// Admits nothing from now on, and no received messages are wanted either.
    mutating func abandon() {
        isOpen = false
        wantsMessages = false
    }
}

/// The state of sending that a transport shares with its channel handler.
///
/// The lock is held for the length of one of the state's methods only, never while anybody else's code runs.
final class Outbox: Sendable {
    private let state: Mutex<OutboxState>

    init(limit: Int) {
        state = Mutex(OutboxState(limit: limit))
    }

    var wantsMessages: Bool { state.withLock { $0.wantsMessages } }

    var isBehind: Bool { state.withLock(\.isBehind) }

    func admit(_ message: EncodedMessage) throws(TransportError) -> [OutboxState.Item] {
        try state.withLock { state throws(TransportError) in try state.admit(message) }
    }

    func enqueue(_ message: EncodedMessage) throws(TransportError) -> Bool {
        try state.withLock { state throws(TransportError) in try state.enqueue(message) }
    }

    func enqueueClose(_ status: StatusCode, reason: String) -> Bool {
        state.withLock { $0.enqueueClose(status, reason: reason) }
    }

    func enqueue(_ roundTrip: @escaping RoundTrips.Completion) -> Bool? {
        state.withLock { $0.enqueue(roundTrip) }
    }

    func takeQueue() -> [OutboxState.Item] {
        state.withLock { $0.takeQueue() }
    }

    func enqueueTurn(_ turn: @escaping OutboxState.Turn) -> Bool? {
        state.withLock { $0.enqueueTurn(turn) }
    }

    func wake() -> OutboxState.Waiting {
        state.withLock { $0.wake() }
    }

    func unlink() -> [@Sendable () -> Void] {
        state.withLock { $0.unlink() }
    }

    func release(_ bytes: Int) {
        state.withLock { $0.release(bytes) }
    }

    func end() {
        state.withLock { $0.end() }
    }

    func abandon() {
        state.withLock { $0.abandon() }
    }
}

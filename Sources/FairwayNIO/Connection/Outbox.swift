import Fairway
import Synchronization

/// What waits to be written, seen from every thread; the rules of sending without a socket in them.
struct OutboxState {
    /// Something to write.
    enum Item: Hashable {
        case message(EncodedMessage)
        case close(StatusCode, reason: String)
    }

    /// From how many outstanding bytes on what can be missed is better not sent.
    private static let largestBacklog = 65_536

    private let limit: Int
    private var queue: [Item] = []
    private var roundTrips: [RoundTrips.Completion] = []
    private var isWakeScheduled = false
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
    /// - Returns: whether the event loop has to be woken for it.
    mutating func enqueue(_ message: EncodedMessage) throws(TransportError) -> Bool {
        let waiting = try admit(message)
        queue = waiting
        queue.append(.message(message))
        guard !isWakeScheduled else { return false }
        isWakeScheduled = true
        return true
    }

    /// Puts the close at the end of the queue; after it nothing is admitted.
    ///
    /// - Returns: whether it was put there, so that the queue has to be written; false for a second close.
    mutating func enqueueClose(_ status: StatusCode, reason: String) -> Bool {
        guard isOpen else { return false }
        abandon()
        queue.append(.close(status, reason: reason))
        isWakeScheduled = true
        return true
    }

    /// Keeps a round trip for the next wake, which writes what was queued before it.
    ///
    /// - Returns: whether the event loop has to be woken for it; `nil` where the link is gone and nothing was kept.
    mutating func enqueue(_ roundTrip: @escaping RoundTrips.Completion) -> Bool? {
        guard isLinked else { return nil }
        roundTrips.append(roundTrip)
        defer { isWakeScheduled = true }
        return !isWakeScheduled
    }

    /// Hands out everything that waits to be written.
    mutating func takeQueue() -> [Item] {
        guard !queue.isEmpty else { return [] }
        defer { queue = [] }
        return queue
    }

    /// As ``takeQueue()``, with the round trips that begin behind it, called by the wake that was asked for.
    mutating func wake() -> (items: [Item], roundTrips: [RoundTrips.Completion]) {
        isWakeScheduled = false
        defer { roundTrips = [] }
        return (takeQueue(), roundTrips)
    }

    /// Takes note that the link is gone: no round trip is kept any more.
    ///
    /// - Returns: the round trips that were kept.
    mutating func unlink() -> [RoundTrips.Completion] {
        isLinked = false
        defer { roundTrips = [] }
        return roundTrips
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

    func wake() -> (items: [OutboxState.Item], roundTrips: [RoundTrips.Completion]) {
        state.withLock { $0.wake() }
    }

    func unlink() -> [RoundTrips.Completion] {
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

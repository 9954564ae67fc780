import NIOCore

/// Whether a connection may go on: whether the peer is still there (RFC 6455, section 5.5.2), and keeps up with what it
/// sends and with what it is sent.
///
/// A value without clock: it is shown the connection at even intervals and counts the looks. Nothing is ever found too early,
/// and nothing later than two looks after its time.
struct PeerWatch: Hashable {
    /// What to do about the peer.
    enum Verdict: Hashable {
        case nothing
        /// It has been quiet for so long that it is to be asked.
        case ping
        /// It was asked and said nothing.
        case dead
        /// No message has gone either way for too long.
        case idle
        /// A message has begun to come and does not end.
        case slowMessage
        /// Something waits to be written, and the peer takes nothing of it.
        case stalled
    }

    /// What there is to see of a connection.
    struct Sight: Hashable {
        /// Whether anything is read. Where nobody takes messages yet nothing is, so that the peer owes nothing either.
        var isReading = true
        /// Whether something has begun to come and is not complete: a message, or a frame before it.
        var isMidMessage = false
        /// How many bytes have been written since the beginning, also those that still wait.
        var writtenBytes: Int64 = 0
        /// How many of them the system has not taken yet.
        var waitingBytes: Int64 = 0
    }

    private var hasBeenHeard = true
    private var hasCompleted = false
    private var hasCarriedMessage = true
    private var isAsked = false
    private var wasMidMessage = false
    private var wasWaiting = false
    /// For how many looks each of these has lasted.
    private var silent: UInt32 = 0
    private var idle: UInt32 = 0
    private var incomplete: UInt32 = 0
    private var stalled: UInt32 = 0
    private var takenBytes: Int64 = 0

    /// Takes note that something came, whatever it was.
    mutating func hear() {
        hasBeenHeard = true
    }

    /// Takes note that everything has become complete that had begun to come.
    mutating func complete() {
        hasCompleted = true
    }

    /// Takes note that a message went one way or the other.
    mutating func carryMessage() {
        hasCarriedMessage = true
    }

    /// Looks at the connection.
    mutating func look(at sight: Sight, _ limits: WatchLimits) -> Verdict {
        countWaiting(sight)
        if !sight.isReading { (hasBeenHeard, hasCarriedMessage) = (true, true) }
        countMessages(sight)
        let asks = countSilence(limits)
        if !sight.isReading {
            // At the next look as well, which may come just after reading has begun.
            (hasBeenHeard, hasCarriedMessage) = (true, true)
        }
        if let limit = limits.stall, stalled >= limit { return .stalled }
        if isAsked, silent >= limits.answer { return .dead }
        if let limit = limits.message, incomplete >= limit { return .slowMessage }
        if let limit = limits.idle, idle >= limit { return .idle }
        return asks ? .ping : .nothing
    }

    private mutating func countWaiting(_ sight: Sight) {
        let taken = sight.writtenBytes - sight.waitingBytes
        let isWaiting = sight.waitingBytes > 0
        if wasWaiting, taken > takenBytes {
            // What had to wait is only taken when the peer has taken what went before. Its pong may be far behind.
            hasBeenHeard = true
        }
        stalled = wasWaiting && isWaiting && taken <= takenBytes ? stalled + 1 : 0
        (wasWaiting, takenBytes) = (isWaiting, taken)
    }

    private mutating func countMessages(_ sight: Sight) {
        let isMidMessage = sight.isMidMessage && sight.isReading
        incomplete = wasMidMessage && isMidMessage && !hasCompleted ? incomplete + 1 : 0
        idle = hasCarriedMessage ? 0 : idle + 1
        (wasMidMessage, hasCompleted, hasCarriedMessage) = (isMidMessage, false, false)
    }

    /// - Returns: whether the peer is to be asked now.
    private mutating func countSilence(_ limits: WatchLimits) -> Bool {
        guard !hasBeenHeard else {
            (hasBeenHeard, isAsked, silent) = (false, false, 0)
            return false
        }
        silent += 1
        guard let limit = limits.silence, !isAsked, silent >= limit else { return false }
        (isAsked, silent) = (true, 0)
        return true
    }
}

/// After how many looks a connection may not go on; `nil` where it always may.
struct WatchLimits: Hashable {
    var silence: UInt32?
    var answer: UInt32 = 1
    var idle: UInt32?
    var message: UInt32?
    var stall: UInt32?

    /// The time between two looks.
    var step: TimeAmount

    /// The longest time between two looks, and the shortest.
    private static let steps = TimeAmount.milliseconds(10)...TimeAmount.seconds(5)

    /// The limits that are set, looked after four times in the shortest of them; `nil` where none is set.
    init?(_ options: WebSocketOptions) {
        let answer = options.pingInterval.map { _ in options.pongTimeout }
        let times = [
            options.pingInterval, answer, options.idleTimeout, options.messageTimeout, options.stallTimeout,
        ]
        guard let shortest = times.compactMap({ $0.map { TimeAmount($0) } }).min() else { return nil }
        let step = min(max(.nanoseconds(shortest.nanoseconds / 4), Self.steps.lowerBound), Self.steps.upperBound)
        func looks(_ time: Duration) -> UInt32 {
            let (looks, rest) = max(TimeAmount(time).nanoseconds, 1).quotientAndRemainder(
                dividingBy: step.nanoseconds
            )
            return UInt32(clamping: rest > 0 ? looks + 1 : looks)
        }
        self.step = step
        silence = options.pingInterval.map(looks)
        self.answer = looks(options.pongTimeout)
        idle = options.idleTimeout.map(looks)
        message = options.messageTimeout.map(looks)
        stall = options.stallTimeout.map(looks)
    }
}

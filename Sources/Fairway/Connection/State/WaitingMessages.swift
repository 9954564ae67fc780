/// The events and requests of this side that wait for room in the outbound buffer, in the order of the calls.
///
/// A value without clock, task or transport. One at a time serves it: asks when there is room, and then sends the first ones.
struct WaitingMessages<Waiter> {
    /// What tells those who wait apart.
    struct Ticket: Hashable {
        fileprivate let number: Int
    }

    /// One that waits.
    struct Entry {
        let message: EncodedMessage
        /// The conversation that it is for.
        var conversation: AnonymousChannel?
        /// The request of this side that it is.
        var request: RequestID?
        /// Who is told what has come of it.
        let waiter: Waiter
    }

    /// How often the first one is tried that does not fit, because others are faster or it never will.
    private static var attempts: Int { 1000 }

    private let limit: Int
    private var entries = Backlog<(ticket: Ticket, entry: Entry)>()
    private var lastTicket = 0
    /// Whether somebody serves them.
    private(set) var isServed = false
    private var isSendingFirst = false
    /// Whether the first one was to be taken back while it was being sent.
    private var isFirstUnwanted = false
    private var refusals = 0
    private var isOver = false

    /// - Parameter limit: how many may wait.
    init(limit: Int) {
        self.limit = limit
    }

    /// How many wait.
    var count: Int { entries.count }

    /// Whether none waits, so that none is overtaken.
    var isEmpty: Bool { entries.isEmpty }

    /// The ticket of the next one, which may be given back before it waits.
    mutating func makeTicket() -> Ticket {
        lastTicket += 1
        return Ticket(number: lastTicket)
    }

    /// Puts one at the end.
    ///
    /// - Returns: why it cannot wait, where it cannot.
    mutating func append(_ entry: Entry, _ ticket: Ticket) -> SendingError? {
        if isOver { return .notConnected }
        guard entries.count < limit else { return .bufferFull }
        entries.append((ticket, entry))
        return nil
    }

    /// Makes the caller the one who serves, where somebody waits and nobody serves yet.
    mutating func beginServing() -> Bool {
        guard !isServed, !entries.isEmpty else { return false }
        isServed = true
        return true
    }

    /// The one to send now, which stays in its place until ``finishFirst()``, so that nothing overtakes it.
    mutating func beginFirst() -> Entry? {
        guard let first = entries.first else { return nil }
        isSendingFirst = true
        return first.entry
    }

    /// Takes the first one out, whatever has come of it.
    mutating func finishFirst() {
        (isSendingFirst, isFirstUnwanted, refusals) = (false, false, 0)
        _ = entries.popFirst()
    }

    /// Notes that there was no room for the first one.
    ///
    /// - Returns: whether it is to be tried again.
    mutating func refuseFirst() -> Bool {
        refusals += 1
        guard refusals < Self.attempts, !isOver, !isFirstUnwanted else { return false }
        isSendingFirst = false
        return true
    }

    /// Ends serving where nobody waits any more.
    ///
    /// - Returns: whether somebody waits.
    mutating func endServing() -> Bool {
        isServed = !entries.isEmpty
        return isServed
    }

    /// Takes back one that waits. One that is being sent is not tried again, should there be no room for it.
    ///
    /// - Returns: `nil` where it is not there any more, or is being sent.
    mutating func withdraw(_ ticket: Ticket) -> Entry? {
        withdrawFirst { $0.ticket == ticket }
    }

    /// Takes back a request.
    mutating func withdraw(_ request: RequestID) -> Entry? {
        withdrawFirst { $0.entry.request == request }
    }

    /// Takes back what waits for a conversation that has ended.
    mutating func withdraw(on conversation: AnonymousChannel) -> [Entry] {
        var withdrawn: [Entry] = []
        while let entry = withdrawFirst(where: { $0.entry.conversation == conversation }) { withdrawn.append(entry) }
        return withdrawn
    }

    /// Takes back all that wait at the end of the connection, after which none waits.
    mutating func end() -> [Entry] {
        isOver = true
        var withdrawn: [Entry] = []
        while let entry = withdrawFirst(where: { _ in true }) { withdrawn.append(entry) }
        return withdrawn
    }

    private mutating func withdrawFirst(where fits: ((ticket: Ticket, entry: Entry)) -> Bool) -> Entry? {
        if isSendingFirst, let first = entries.first, fits(first) { isFirstUnwanted = true }
        var isFirst = true
        let removed = entries.removeFirst { candidate in
            defer { isFirst = false }
            return !(isFirst && isSendingFirst) && fits(candidate)
        }
        return removed?.entry
    }
}

extension WaitingMessages: Sendable where Waiter: Sendable {}
extension WaitingMessages.Entry: Sendable where Waiter: Sendable {}

/// When the values of a stream may be sent (wire protocol, items 18 and 21).
///
/// A value without clock, task or transport.
struct StreamProduction<Waiter> {
    /// Whether the next value may be sent.
    enum Permission: Equatable {
        case send
        /// Not before the other side has granted credit.
        case waitForCredit
        /// Not before a message has gone there and back: the other side grants no credit and may hold a single value.
        case waitForRoundTrip
    }

    /// What the other side has granted and is not used up; `nil` where it had granted none when it started.
    private var credit: Int?
    private var isOpen = false
    private var hasStarted = false
    private var hasSent = false
    private var hasEnded = false
    private var waiter: Waiter?

    /// Notes that the answer that opens the stream is out, before which nothing may be sent.
    ///
    /// - Returns: whether the values are to be sent from now on.
    mutating func open() -> Bool {
        guard !isOpen, !hasEnded else { return false }
        isOpen = true
        return hasStarted
    }

    /// Takes the event that starts the stream. The other side may send it as soon as it has the answer, before this side
    /// notes that the answer is out.
    ///
    /// - Returns: whether the values are to be sent from now on.
    mutating func start() -> Bool {
        guard !hasStarted, !hasEnded else { return false }
        hasStarted = true
        return isOpen
    }

    /// Takes credit. What is not positive, or comes first when the stream has started without, does not count.
    ///
    /// - Returns: who waits for it.
    mutating func grant(_ values: Int) -> Waiter? {
        guard values > 0, !hasEnded, credit != nil || !hasStarted else { return nil }
        let (sum, overflows) = (credit ?? 0).addingReportingOverflow(values)
        credit = overflows ? .max : sum
        return takeWaiter()
    }

    /// Asks whether a value may be sent; one that may is counted.
    mutating func permission() -> Permission {
        guard let credit else {
            defer { hasSent = true }
            return hasSent ? .waitForRoundTrip : .send
        }
        guard credit > 0 else { return .waitForCredit }
        self.credit = credit - 1
        return .send
    }

    /// Keeps who waits for credit.
    ///
    /// - Returns: false where it is there, or the stream has ended, so that there is nothing to wait for.
    mutating func wait(_ waiter: Waiter) -> Bool {
        guard !hasEnded, let credit, credit == 0 else { return false }
        self.waiter = waiter
        return true
    }

    /// Notes the end.
    ///
    /// - Returns: who waits for credit that will not come.
    mutating func end() -> Waiter? {
        hasEnded = true
        return takeWaiter()
    }

    private mutating func takeWaiter() -> Waiter? {
        defer { waiter = nil }
        return waiter
    }
}

extension StreamProduction: Sendable where Waiter: Sendable {}

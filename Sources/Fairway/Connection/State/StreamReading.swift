/// The values of a stream on their way to whoever reads them (wire protocol, items 18 and 21).
///
/// A value without clock, task or transport. It grants the other side credit: as many values as may be on their way or
/// waiting here. A side that knows nothing of credit sends as it likes; then the bounds here end the stream, so that
/// memory does not grow and no value is lost in silence.
struct StreamReading<Element, Waiter> {
    /// How the stream has ended.
    enum Ending {
        case finished
        case failed(any Error)
    }

    /// What to do with a value that has come.
    enum Delivery {
        /// Somebody waits for it.
        case resume(Waiter, Element)
        /// It waits until somebody asks.
        case kept
        /// More wait than may: the stream is to be ended.
        case overflow
        /// The stream has ended.
        case over
    }

    /// What to do for a reader that asks.
    enum Next {
        case value(Element)
        case finished
        case failed(any Error)
        /// It has to wait.
        case wait
    }

    private struct Kept {
        let element: Element
        let byteCount: Int
    }

    private let bounds: StreamBounds
    private var kept = Backlog<Kept>()
    private var keptBytes = 0
    private var waiters: [(key: Int, waiter: Waiter)] = []
    private var ending: Ending?
    private var hasStarted = false
    private var granted = 0
    private var consumed = 0
    private var largest = 1

    init(bounds: StreamBounds) {
        self.bounds = bounds
    }

    /// How many values wait.
    var waitingValues: Int { kept.count }

    /// Whether nothing more is to come.
    var hasEnded: Bool { ending != nil }

    /// Begins, where it has not.
    ///
    /// - Returns: the credit to grant before the other side is told to start; `nil` where it has been told.
    mutating func start() -> Int? {
        guard !hasStarted, ending == nil else { return nil }
        hasStarted = true
        granted = max(1, min(bounds.firstCredit, bounds.values))
        return granted
    }

    /// Takes a value.
    mutating func deliver(_ element: Element, byteCount: Int) -> Delivery {
        guard ending == nil else { return .over }
        largest = max(largest, byteCount)
        if !waiters.isEmpty {
            consumed += 1
            return .resume(waiters.removeFirst().waiter, element)
        }
        guard kept.count < bounds.values, kept.isEmpty || keptBytes + byteCount <= bounds.bytes else {
            return .overflow
        }
        kept.append(Kept(element: element, byteCount: byteCount))
        keptBytes += byteCount
        return .kept
    }

    /// Takes the next value for a reader; one that has to wait is to be given to ``wait(_:_:)`` in the same step.
    mutating func next() -> Next {
        if let first = kept.popFirst() {
            keptBytes -= first.byteCount
            consumed += 1
            return .value(first.element)
        }
        switch ending {
        case .finished: return .finished
        case .failed(let error):
            // Told once; whoever asks again finds the end.
            ending = .finished
            return .failed(error)
        case nil: return .wait
        }
    }

    /// Keeps a reader until a value comes.
    mutating func wait(_ key: Int, _ waiter: Waiter) {
        waiters.append((key, waiter))
    }

    /// Takes a reader that no longer waits; `nil` where it has got something.
    mutating func stopWaiting(_ key: Int) -> Waiter? {
        guard let index = waiters.firstIndex(where: { $0.key == key }) else { return nil }
        return waiters.remove(at: index).waiter
    }

    /// The credit to grant now that values have been consumed; `nil` where it is not worth a message yet.
    mutating func nextCredit() -> Int? {
        guard hasStarted, ending == nil else { return nil }
        let window = max(1, min(bounds.credit, bounds.values, min(bounds.creditBytes, bounds.bytes) / largest))
        let due = consumed + window - granted
        guard due > 0, due >= window / 2 else { return nil }
        granted += due
        return due
    }

    /// Notes that the other side has come to the end. Values that wait are still to be had.
    ///
    /// - Returns: who waits in vain.
    mutating func finish() -> [Waiter] {
        end(.finished)
    }

    /// Notes what has ended the stream. Values that wait are still to be had, then the error, once.
    ///
    /// - Returns: who waits; the first is to be told the error, the rest find the end.
    mutating func fail(_ error: any Error) -> [Waiter] {
        guard ending == nil else { return [] }
        return end(waiters.isEmpty ? .failed(error) : .finished)
    }

    /// Drops the values that wait, for a reader that has left. Whoever asks later is told the error, once.
    ///
    /// - Returns: who waits in vain, all of whom are to be told the error; and the values, to be let go where no lock is
    ///   held, because letting go may run user code.
    mutating func leave(_ error: any Error) -> (waiters: [Waiter], dropped: [Element]) {
        guard ending == nil || !kept.isEmpty else { return ([], []) }
        keptBytes = 0
        ending = .failed(error)
        return (takeWaiters(), kept.removeAll().map(\.element))
    }

    private mutating func end(_ ending: Ending) -> [Waiter] {
        guard self.ending == nil else { return [] }
        self.ending = ending
        return takeWaiters()
    }

    private mutating func takeWaiters() -> [Waiter] {
        defer { waiters = [] }
        return waiters.map(\.waiter)
    }
}

/// How much of a stream may be on its way and wait.
struct StreamBounds: Sendable {
    /// How many values may wait of a side that knows nothing of credit.
    var values: Int
    /// How many bytes they may have together.
    var bytes: Int
    /// How many values the first credit is for, when their size is not known yet.
    var firstCredit = 8
    /// How many values may be on their way.
    var credit = 64
    /// How many bytes may be on their way, judged by the largest value so far.
    var creditBytes = 1 << 20
}

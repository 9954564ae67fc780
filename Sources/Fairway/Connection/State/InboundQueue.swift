/// Which inbound messages run now, which wait, and which are refused (wire protocol, items 11 and 27).
///
/// A value without clock, task or transport. At any time at most one thread is the dispatcher, which starts handlers
/// one after the other, so that they start in the order in which their messages came; what arrives at another thread
/// meanwhile joins the queue.
struct InboundQueue<Handle> {
    /// What to do with a message that has just come.
    enum Admission: Equatable {
        /// Dispatch it now, from the borrowed bytes, then go on with ``next()``.
        case dispatch
        /// It has to wait: it is to be given to ``keep(_:)``.
        case wait
        /// The queue is full.
        case full
        /// A request with this number is still running or waiting.
        case duplicate
        /// Nothing is dispatched any more.
        case closed
    }

    private enum Running {
        /// Its handle is known as soon as its handler is about to start.
        case started(Handle?)
        /// Cancelled by the peer or by the end, so that it is not answered.
        case cancelled
    }

    private let limits: InboundLimits
    /// The request that began last. It stands beside the table, which one that ends before the next begins never sees.
    private var latest: (id: RequestID, running: Running)?
    private var requests: [RequestID: Running] = [:]
    /// In which conversation a running request has come, for those that have come in one.
    private var channels: [RequestID: AnonymousChannel] = [:]
    /// How many handlers run.
    private(set) var running = 0
    private var waiting = Backlog<InboundMessage>()
    private var waitingRequests: Set<RequestID> = []
    private var waitingBytes = 0
    private var isDispatching = false
    private var isHeld = true
    private var isClosed = false

    /// Messages wait until ``release()``.
    init(limits: InboundLimits) {
        self.limits = limits
    }

    /// How many messages wait.
    var waitingMessages: Int { waiting.count }

    /// Whether a handler runs.
    var isRunning: Bool { running > 0 }

    /// Whether a request with this number runs or waits, so that another one is not to be answered.
    func isInUse(_ requestID: RequestID) -> Bool {
        entry(of: requestID) != nil || (!waitingRequests.isEmpty && waitingRequests.contains(requestID))
    }

    /// Decides about an event that has come. Only the thread that receives calls it.
    ///
    /// - Parameters:
    ///   - channel: the conversation in which it has come.
    ///   - isDispatcher: whether the caller is the dispatcher, and still has to call ``next()``.
    mutating func admit(
        _ requestID: RequestID?,
        on channel: AnonymousChannel? = nil,
        byteCount: Int,
        isDispatcher: Bool = false
    ) -> Admission {
        if let requestID, isInUse(requestID) { return .duplicate }
        if isClosed { return .closed }
        if isDispatching == isDispatcher, !isHeld, waiting.isEmpty, running < limits.runningHandlers {
            isDispatching = true
            begin(requestID, on: channel)
            return .dispatch
        }
        guard waiting.count < limits.waitingMessages, waitingBytes + byteCount <= limits.waitingBytes else {
            return .full
        }
        return .wait
    }

    /// Keeps an event that has to wait; what became free since it was admitted is for ``resume()`` to use.
    ///
    /// - Returns: false where nothing is dispatched any more.
    mutating func keep(_ message: InboundMessage) -> Bool {
        guard !isClosed else { return false }
        waiting.append(message)
        waitingBytes += message.bytes.count
        if let requestID = message.event.requestID { waitingRequests.insert(requestID) }
        return true
    }

    /// Takes the next message to dispatch; to be called by the dispatcher until it returns `nil`.
    mutating func next() -> InboundMessage? {
        guard !isClosed, !isHeld, running < limits.runningHandlers, let first = waiting.popFirst() else {
            isDispatching = false
            return nil
        }
        waitingBytes -= first.bytes.count
        if let requestID = first.event.requestID { waitingRequests.remove(requestID) }
        begin(first.event.requestID, on: first.event.channel.anonymous)
        return first
    }

    /// Makes the caller the dispatcher where there is something to dispatch and nobody else does it.
    mutating func resume() -> Bool {
        guard !isDispatching, !isClosed, !isHeld, !waiting.isEmpty, running < limits.runningHandlers else {
            return false
        }
        isDispatching = true
        return true
    }

    /// Lets messages through that have been held back so far.
    mutating func release() {
        isHeld = false
    }

    /// Notes how a request's handler is cancelled, just before it starts.
    ///
    /// - Returns: false where the request has been cancelled already and is not to start.
    mutating func attach(_ handle: Handle, to requestID: RequestID) -> Bool {
        guard case .started = entry(of: requestID) else { return false }
        set(.started(handle), for: requestID)
        return true
    }

    /// Takes the number of a request whose handler has ended, before the answer is sent; then ``finish()`` is to be called.
    ///
    /// - Returns: whether it may be answered.
    mutating func takeAnswer(of requestID: RequestID?) -> Bool {
        guard let requestID else { return false }
        if !channels.isEmpty { channels[requestID] = nil }
        if latest?.id == requestID {
            defer { latest = nil }
            if case .started? = latest?.running { return true }
            return false
        }
        if case .started? = requests.removeValue(forKey: requestID) { return true }
        return false
    }

    /// Notes that a handler has ended and that its answer, if it has one, is out: what waits for it to end may go on.
    mutating func finish() {
        running -= 1
    }

    /// Cancels a request for the peer; unknown and answered ones are ignored.
    ///
    /// - Returns: the handle to cancel, where there is one.
    mutating func cancel(_ requestID: RequestID) -> Handle? {
        if waitingRequests.remove(requestID) != nil,
            let removed = waiting.removeFirst(where: { $0.event.requestID == requestID })
        {
            waitingBytes -= removed.bytes.count
            return nil
        }
        guard case .started(let handle) = entry(of: requestID) else { return nil }
        set(.cancelled, for: requestID)
        return handle
    }

    /// Stops dispatching: what waits is dropped.
    ///
    /// - Returns: the requests among what was dropped.
    mutating func close() -> [RequestID] {
        isClosed = true
        (waitingRequests, waitingBytes) = ([], 0)
        return waiting.removeAll().compactMap(\.event.requestID)
    }

    /// Cancels every running request at the end of the connection.
    mutating func cancelAll() -> [Handle] {
        shelveLatest()
        let handles = requests.values.compactMap { running in
            if case .started(let handle?) = running { handle } else { nil }
        }
        for id in requests.keys { requests[id] = .cancelled }
        return handles
    }

    /// The running requests of a conversation that has ended. They are to be cancelled, and answered all the same.
    func handles(on channel: AnonymousChannel) -> [Handle] {
        channels.filter { $0.value == channel }.keys.compactMap { id in
            if case .started(let handle)? = entry(of: id) { handle } else { nil }
        }
    }

    private mutating func begin(_ requestID: RequestID?, on channel: AnonymousChannel?) {
        running += 1
        guard let requestID else { return }
        shelveLatest()
        latest = (requestID, .started(nil))
        if let channel { channels[requestID] = channel }
    }

    private func entry(of requestID: RequestID) -> Running? {
        if let latest, latest.id == requestID { return latest.running }
        return requests.isEmpty ? nil : requests[requestID]
    }

    /// Changes what is known of a request that runs.
    private mutating func set(_ running: Running, for requestID: RequestID) {
        if latest?.id == requestID { latest?.running = running } else { requests[requestID] = running }
    }

    private mutating func shelveLatest() {
        guard let (id, running) = latest else { return }
        requests[id] = running
        latest = nil
    }
}

/// An event that waits, with the bytes in which it stands.
struct InboundMessage {
    let event: InboundEvent
    let bytes: MessageBytes
}

/// How much of what a peer sends may run and wait at a time.
struct InboundLimits {
    var runningHandlers: Int
    var waitingMessages: Int
    var waitingBytes: Int
}

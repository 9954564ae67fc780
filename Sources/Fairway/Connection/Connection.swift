import Synchronization

/// The shell around ``ConnectionState``: it takes what the transport pushes and does what the state returns.
///
/// Everything may be called from any thread. The state's lock is never held while foreign code runs: no handler, hook,
/// transport or waiter is called under it.
final class Connection: TransportReceiver {
    typealias State = ConnectionState<RequestWaiter, Task<Void, Never>>

    let configuration: ConnectionConfiguration
    let deadlines: DeadlineQueue
    /// Open once the connection has ended and its `onClose` hooks have run.
    let ended = Latch()
    /// Open once the `onOpen` hook has run.
    private let opening = Latch()
    let state: Mutex<State>
    private let transport: any Transport
    private let starter = HandlerStarter()
    private let currentOwner = Mutex<(any ConnectionOwner)?>(nil)

    /// - Parameter deadlines: what times the requests of this connection.
    init(transport: any Transport, configuration: ConnectionConfiguration, deadlines: DeadlineQueue) {
        self.transport = transport
        self.configuration = configuration
        self.deadlines = deadlines
        let limits = InboundLimits(
            runningHandlers: configuration.maximumRunningHandlers,
            waitingMessages: configuration.maximumWaitingMessages,
            waitingBytes: configuration.maximumWaitingBytes
        )
        state = Mutex(
            State(
                pending: PendingRequests(limit: configuration.maximumPendingRequests),
                inbound: InboundQueue(limits: limits, isHeld: true)
            )
        )
    }

    /// Whether events and requests may be sent.
    var isOpen: Bool { state.withLock(\.maySend) }

    var owner: (any ConnectionOwner)? { currentOwner.withLock(\.self) }

    /// Lets the transport push. Events and requests of the peer wait until ``open(owner:_:)``.
    func start(owner: any ConnectionOwner) {
        currentOwner.withLock { $0 = owner }
        transport.start(delivering: self)
    }

    /// Runs the `onOpen` hook, then lets the peer's events through (wire protocol, item 15).
    func open(owner: any ConnectionOwner, _ hook: (@Sendable () async throws -> Void)?) {
        guard let hook else { return releaseInbound() }
        _ = owner.starting {
            Task {
                do { try await hook() } catch {
                    owner.report(HandlerError(channel: .main, event: .open, requestID: nil, underlying: error))
                }
                releaseInbound()
            }
        }
    }

    private func releaseInbound() {
        opening.open()
        state.withLock { $0.inbound.release() }
        dispatchWaiting()
    }

    /// Runs the hooks of the end, after that of the beginning, and then lets go who waits for the end.
    func runClosing(owner: any ConnectionOwner, _ hooks: @escaping @Sendable () async -> Void) {
        _ = owner.starting {
            Task {
                await opening.wait()
                await hooks()
                ended.open()
            }
        }
    }

    /// - Returns: false where this side has closed before or the connection has ended.
    @discardableResult
    func close(status: StatusCode, reason: String) -> Bool {
        guard state.withLock({ $0.close(.init(status: status, reason: reason)) }) else { return false }
        transport.close(status: status, reason: reason)
        return true
    }

    /// Lets the running handlers end within the grace period, then closes (wire protocol, item 25).
    func drain(status: StatusCode, reason: String, grace: Duration) {
        let closing = State.Closing(status: status, reason: reason)
        guard let refused = state.withLock({ $0.drain(closing) }) else { return }
        for id in refused {
            log(LogLine(.closing, requestID: id))
            reply(OutboundFrame.rejection(id, "the connection is closing"))
        }
        _ = deadlines.schedule(after: grace) { [weak self] in self?.closeIfDrained(unconditionally: true) }
        closeIfDrained()
    }

    private func closeIfDrained(unconditionally: Bool = false) {
        guard let closing = state.withLock({ $0.takeDrained(unconditionally: unconditionally) }) else { return }
        transport.close(status: closing.status, reason: closing.reason)
    }

    /// Sends an event of this side.
    func emit(_ message: EncodedMessage) throws {
        guard isOpen else { throw EmitError.notConnected }
        do throws(TransportError) {
            try transport.send(message)
        } catch {
            switch error {
            case .closed: throw EmitError.notConnected
            case .bufferFull: throw EmitError.bufferFull
            }
        }
    }

    /// Sends a message as it is; for requests.
    func send(_ message: EncodedMessage) throws(TransportError) {
        try transport.send(message)
    }

    /// Sends what the peer is owed: an answer, a rejection, a cancellation or an abort.
    ///
    /// A peer that does not read its answers loses the connection, because an answer is never dropped in silence.
    func reply(_ message: EncodedMessage) {
        do throws(TransportError) {
            try transport.send(message)
        } catch {
            if error == .bufferFull, close(status: .tryAgainLater, reason: "answers are not read") {
                log(LogLine(.unreadAnswers))
            }
        }
    }

    func report(_ error: any Error, as line: LogLine? = nil) {
        owner?.report(error, as: line)
    }

    /// Writes a line about something that the program is not told.
    func log(_ line: @autoclosure () -> LogLine) {
        owner?.log.write(line())
    }

    func end(_ end: TransportEnd) {
        guard let remains = state.withLock({ $0.end(end) }) else { return }
        for waiter in remains.waiters { waiter.fail(RequestError.connectionClosed) }
        for handle in remains.handles { handle.cancel() }
        let owner = currentOwner.withLock { owner in
            defer { owner = nil }
            return owner
        }
        if let line = LogLine(remains.end) { owner?.log.write(line) }
        owner?.connectionEnded(self, remains.end)
    }

    /// Starts the task of a handler, in order.
    func startHandler(
        owner: any ConnectionOwner,
        requestID: RequestID?,
        _ body: @escaping @Sendable () async -> Void
    ) {
        let task = owner.starting { starter.start(body) }
        guard let requestID else { return }
        let isCancelled = state.withLock { $0.inbound.attach(task, to: requestID) }
        if isCancelled { task.cancel() }
    }

    /// Notes the end of a handler, answers, and dispatches what waited for it.
    func finish(_ requestID: RequestID?, answer: EncodedMessage?) {
        let mayAnswer = state.withLock { $0.inbound.finish(requestID) }
        if mayAnswer, let answer { reply(answer) }
        closeIfDrained()
        dispatchWaiting()
    }
}

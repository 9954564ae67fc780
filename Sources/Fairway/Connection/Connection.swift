import Synchronization

/// The shell around ``ConnectionState``: it takes what the transport pushes and does what the state returns.
///
/// Everything may be called from any thread. The state's lock is never held while foreign code runs: no handler, hook,
/// transport or waiter is called under it.
final class Connection: TransportReceiver {
    typealias State = ConnectionState<RequestWaiter, HandlerScope, ChannelRole>

    let configuration: ConnectionConfiguration
    let deadlines: DeadlineQueue
    /// Open once the connection has ended and its `onClose` hooks have run.
    let ended = Latch()
    let state: Mutex<State>
    let transport: any Transport
    /// What the end that it belongs to is measured with.
    let instruments: Instruments?
    /// Who waits for room in the outbound buffer, where anybody may.
    let room: WaitingRoom?
    /// How many waiting messages the metrics have been told of.
    let toldWaiting = Atomic(0)
    let starter = HandlerStarter()
    let turn = DispatchTurn()
    private let currentOwner = Mutex<(any ConnectionOwner)?>(nil)
    /// Who is told that the connection is gone, from when the hooks of its end run.
    private let leavingOwner = Mutex<(any ConnectionOwner)?>(nil)

    /// - Parameter deadlines: what times the requests of this connection.
    init(
        transport: any Transport,
        side: ConnectionSide,
        configuration: ConnectionConfiguration,
        deadlines: DeadlineQueue,
        instruments: Instruments? = nil
    ) {
        self.transport = transport
        self.instruments = instruments
        self.configuration = configuration
        self.deadlines = deadlines
        room =
            configuration.outboundOverflow == .wait
            ? WaitingRoom(limit: configuration.maximumWaitingEmits) : nil
        let limits = InboundLimits(
            runningHandlers: configuration.maximumRunningHandlers,
            waitingMessages: configuration.maximumWaitingMessages,
            waitingBytes: configuration.maximumWaitingBytes
        )
        state = Mutex(
            State(
                side: side,
                maximumPendingRequests: configuration.maximumPendingRequests,
                maximumOpenChannels: configuration.maximumOpenChannels,
                inbound: limits
            )
        )
    }

    /// Whether events and requests may be sent.
    var isOpen: Bool { state.withLock(\.maySend) }

    var owner: (any ConnectionOwner)? { currentOwner.withLock(\.self) }

    /// Lets the transport push. Events and requests of the peer wait until ``open(owner:_:)``.
    func start(owner: any ConnectionOwner) {
        currentOwner.withLock { $0 = owner }
        instruments?.metrics?.connectionOpened()
        transport.start(delivering: self)
    }

    /// Runs the `onOpen` hook, then lets the peer's events through (wire protocol, item 15).
    ///
    /// The end of the connection cancels the hook, so that what it waits for does not keep `onClose` from running.
    func open(owner: any ConnectionOwner, _ hook: (@Sendable () async throws -> Void)?) {
        guard let hook else { return opened(owner: owner) }
        let scope = HandlerScope(client: owner.handledClient)
        if let end = state.withLock({ $0.opening(scope) }) { scope.cancel(.connectionEnded(end)) }
        scope.start {
            Task {
                scope.enter()
                do { try await hook() } catch {
                    let failure = HandlerError(channel: .main, event: .open, requestID: nil, underlying: error)
                    owner.report(failure, as: LogLine(failure, isCancelled: Task.isCancelled))
                }
                opened(owner: owner)
            }
        }
    }

    private func opened(owner: any ConnectionOwner) {
        if let end = state.withLock({ $0.opened() }) { return runClosing(owner: owner, end) }
        dispatchWaiting()
    }

    /// Runs the hooks of the end, and then lets go who waits for it.
    private func runClosing(owner: any ConnectionOwner, _ end: ConnectionEnd) {
        leavingOwner.withLock { $0 = owner }
        let scope = HandlerScope(client: owner.handledClient)
        scope.start {
            Task {
                scope.enter()
                await owner.runClosingHooks(end)
                perform(state.withLock { $0.closed() })
                ended.open()
            }
        }
    }

    /// - Returns: false where this side has closed before or the connection has ended.
    @discardableResult
    func close(status: StatusCode, reason: String, _ line: LogLine? = nil) -> Bool {
        // With the end, which may come at once, nobody is left to ask for the log.
        let log = line == nil ? nil : owner?.log
        guard state.withLock({ $0.close(State.Closing(status: status, reason: reason)) }) else { return false }
        if let line { log?.write(line) }
        transport.close(status: status, reason: reason)
        room?.end()
        return true
    }

    /// Lets the running handlers end, then closes (wire protocol, item 25); ``endGrace()`` is to be called when their time
    /// is up.
    func drain(status: StatusCode, reason: String) {
        let closing = State.Closing(status: status, reason: reason)
        guard let refused = state.withLock({ $0.drain(closing) }) else { return }
        for id in refused {
            log(LogLine(.closing, requestID: id))
            reply(OutboundFrame.rejection(id, "the connection is closing"))
        }
        perform(state.withLock { $0.takeDue() })
    }

    /// Closes a connection that drains, whatever still runs.
    func endGrace() {
        perform(state.withLock { $0.takeDue(graceIsOver: true) })
    }

    /// Notes that a handler or a hook of this connection waits for the end, or no longer does: nothing waits for it.
    func excuse(_ isExcused: Bool) {
        perform(state.withLock { $0.excuse(isExcused) })
    }

    func perform(_ due: State.Due?) {
        switch due {
        case .close(let closing):
            transport.close(status: closing.status, reason: closing.reason)
            room?.end()
        case .gone:
            let owner = leavingOwner.withLock { owner in
                defer { owner = nil }
                return owner
            }
            owner?.connectionGone()
        case nil: break
        }
    }

    /// Sends what the peer is owed: an answer, a rejection, a cancellation or an abort.
    ///
    /// A peer that does not read its answers loses the connection, because an answer is never dropped in silence.
    func reply(_ message: EncodedMessage) {
        do throws(TransportError) {
            try send(message)
        } catch {
            if error == .bufferFull {
                close(status: .tryAgainLater, reason: "answers are not read", LogLine(.unreadAnswers))
            }
        }
    }

    func report(_ error: any Error, as line: LogLine) {
        owner?.report(error, as: line)
    }

    /// Writes a line about something that the program is not told.
    func log(_ line: @autoclosure () -> LogLine) {
        owner?.log.write(line())
    }

    func end(_ end: TransportEnd) {
        guard let remains = state.withLock({ $0.end(end) }) else { return }
        noteWaiting()
        instruments?.metrics?.connectionClosed(remains.end)
        // First, so that a handler which waits for an answer fails as one that is cancelled.
        for handle in remains.handles { handle.cancel(.connectionEnded(remains.end)) }
        for waiter in remains.waiters { waiter.fail(RequestError.connectionClosed) }
        room?.end()
        for role in remains.channels { connectionEnded(remains.end, role) }
        let owner = currentOwner.withLock { owner in
            defer { owner = nil }
            return owner
        }
        guard let owner else { return }
        if let line = LogLine(remains.end) { owner.log.write(line) }
        owner.connectionEnded(self, remains.end)
        if let end = state.withLock({ $0.settled() }) { runClosing(owner: owner, end) }
    }
}

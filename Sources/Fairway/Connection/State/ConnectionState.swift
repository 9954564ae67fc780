/// The life of one connection: what it waits for, what it runs and whether it still may (wire protocol, items 15 and 24).
///
/// A value without clock, task or transport: each call says what happened and returns what is to be done, and
/// ``Connection`` does it. It begins with the `onOpen` hook, during which events of the peer wait.
struct ConnectionState<Waiter, Handle, Role> {
    /// What this side told the peer when it closed.
    struct Closing: Equatable {
        let status: StatusCode
        let reason: String
    }

    private enum Life {
        case open
        /// Running handlers may still finish; then this side closes.
        case draining(Closing)
        /// This side has closed.
        case closing(Closing)
        /// The link has ended, and what that leaves behind is being dealt with.
        case ending(ConnectionEnd)
        /// The hooks of the end are to run as soon as that of the beginning is over, or they run.
        case ended(ConnectionEnd)
        /// The hooks of the end have run, and handlers may still be running.
        case closed(ConnectionEnd)
        /// Nothing runs any more that is not excused.
        case gone(ConnectionEnd)
    }

    /// What is due now that something is over.
    enum Due: Equatable {
        /// Draining has come to its end: this is to be told to the peer.
        case close(Closing)
        /// The connection has ended, and all that ran on it. Due exactly once.
        case gone
    }

    /// The hook of the beginning.
    private enum Opening {
        case pending(Handle?)
        case over
    }

    /// What the end of the connection leaves to be done; then ``settled()`` is to be called.
    struct Remains {
        /// Who waits for answers that will not come.
        let waiters: [Waiter]
        /// What is to be cancelled: the handlers of requests, and the hook of the beginning.
        let handles: [Handle]
        /// The anonymous channels that end with it.
        let channels: [Role]
        let end: ConnectionEnd
    }

    var pending: PendingRequests<Waiter>
    var inbound: InboundQueue<Handle>
    var channels: AnonymousChannels<Role>
    /// How many streams are being sent.
    private var producing = 0
    private var life = Life.open
    /// How many of the running handlers and hooks wait for the end of this connection themselves.
    private var excused = 0
    private var opening = Opening.pending(nil)

    init(side: ConnectionSide, maximumPendingRequests: Int, maximumOpenChannels: Int, inbound limits: InboundLimits) {
        pending = PendingRequests(limit: maximumPendingRequests, side: side)
        inbound = InboundQueue(limits: limits)
        channels = AnonymousChannels(limit: maximumOpenChannels)
    }

    /// Whether events and requests of this side may be sent.
    var maySend: Bool {
        switch life {
        case .open, .draining: true
        case .closing, .ending, .ended, .closed, .gone: false
        }
    }
}

/// The beginning and the end.
extension ConnectionState {
    /// Notes how the hook of the beginning is cancelled, just before it runs.
    ///
    /// - Returns: the end, where it has come already and the hook is to be cancelled at once.
    mutating func opening(_ handle: Handle) -> ConnectionEnd? {
        switch life {
        case .ending(let end), .ended(let end), .closed(let end), .gone(let end): return end
        case .open, .draining, .closing:
            opening = .pending(handle)
            return nil
        }
    }

    /// Notes that the hook of the beginning is over, or that there is none: what waited may be dispatched.
    ///
    /// - Returns: the end, where it has come meanwhile and its hooks are to run now.
    mutating func opened() -> ConnectionEnd? {
        guard case .pending = opening else { return nil }
        opening = .over
        switch life {
        case .ended(let end): return end
        case .ending, .closed, .gone: return nil
        case .open, .draining, .closing:
            inbound.release()
            return nil
        }
    }

    /// Begins to close.
    ///
    /// - Returns: false where this side has closed before or the connection has ended.
    mutating func close(_ closing: Closing) -> Bool {
        guard maySend else { return false }
        life = .closing(closing)
        _ = inbound.close()
        return true
    }

    /// Begins to close once the running handlers have ended.
    ///
    /// - Returns: the waiting requests that will not run; `nil` where the connection is already on its way out.
    mutating func drain(_ closing: Closing) -> [RequestID]? {
        guard case .open = life else { return nil }
        life = .draining(closing)
        return inbound.close()
    }

    /// Notes that a handler or a hook waits for the end of the connection, or no longer does: nothing waits for it.
    ///
    /// - Returns: what is due now.
    mutating func excuse(_ isExcused: Bool) -> Due? {
        excused += isExcused ? 1 : -1
        return takeDue()
    }

    /// Takes what is due once a handler has ended or the grace of the running ones is over.
    mutating func takeDue(graceIsOver: Bool = false) -> Due? {
        switch life {
        case .draining(let closing):
            guard graceIsOver || inbound.running <= excused else { return nil }
            life = .closing(closing)
            return .close(closing)
        case .ended(let end), .closed(let end):
            guard inbound.running + producing + unfinishedHooks <= excused else { return nil }
            life = .gone(end)
            return .gone
        case .open, .closing, .ending, .gone:
            return nil
        }
    }

    /// Notes that a handler has ended and that its answer, if it has one, is out.
    ///
    /// - Returns: what is due now, and whether the caller is to dispatch what waited.
    mutating func finishHandler() -> (due: Due?, dispatches: Bool) {
        inbound.finish()
        return (takeDue(), inbound.resume())
    }

    /// How many of the hooks of the beginning and the end are not over.
    private var unfinishedHooks: Int {
        var count = 0
        if case .pending = opening { count += 1 }
        if case .ended = life { count += 1 }
        return count
    }

    /// Notes the end.
    ///
    /// - Returns: `nil` where it has been noted before.
    mutating func end(_ how: TransportEnd) -> Remains? {
        let end: ConnectionEnd
        switch life {
        case .ending, .ended, .closed, .gone: return nil
        case .open, .draining: end = ConnectionEnd(status: how.status, reason: how.reason, isLocal: false)
        case .closing(let closing):
            // A peer answers a close with its status, and seldom repeats the words.
            let isAgreed = how.status == closing.status && how.reason.isEmpty
            end = ConnectionEnd(status: how.status, reason: isAgreed ? closing.reason : how.reason, isLocal: true)
        }
        life = .ending(end)
        _ = inbound.close()
        var handles = inbound.cancelAll()
        if case .pending(let handle?) = opening { handles.append(handle) }
        return Remains(waiters: pending.endAll(), handles: handles, channels: channels.closeAll(), end: end)
    }

    /// Notes that what the end left behind has been dealt with, so that the hooks of the end find nothing of it.
    ///
    /// - Returns: the end, where its hooks are to run now; where not, ``opened()`` says when.
    mutating func settled() -> ConnectionEnd? {
        guard case .ending(let end) = life else { return nil }
        life = .ended(end)
        if case .pending = opening { return nil }
        return end
    }

    /// Notes that the hooks of the end have run.
    ///
    /// - Returns: what is due now.
    mutating func closed() -> Due? {
        guard case .ended(let end) = life else { return nil }
        life = .closed(end)
        return takeDue()
    }
}

/// Requests of this side.
extension ConnectionState {
    /// Gives a new request its number.
    ///
    /// - Parameters:
    ///   - channel: the conversation in which it is made.
    ///   - opensChannel: whether it is to be answered with an anonymous channel.
    mutating func reserveRequest(on channel: Int? = nil, opensChannel: Bool = false) throws(RequestError) -> RequestID {
        guard maySend else { throw .notConnected }
        guard let id = pending.reserve(on: channel, opensChannel: opensChannel) else { throw .tooManyPending }
        return id
    }

    /// Notes who waits, just before the message goes to the transport.
    ///
    /// - Returns: how the request has ended already, so that nothing is to be sent; else `nil`.
    mutating func beginSending(_ id: RequestID, waiter: Waiter) -> RequestEnding? {
        guard maySend else {
            pending.release(id)
            return .connectionClosed
        }
        return pending.beginSending(id, waiter: waiter)
    }
}

/// Anonymous channels.
extension ConnectionState {
    /// Forgets a channel that has not come to be, or that the peer has ended.
    ///
    /// - Returns: what it was for, or `nil` where it has ended before; and who waits for the answers of requests that will
    ///   never be sent on it.
    mutating func closeChannel(_ number: Int) -> (role: Role?, waiters: [Waiter]) {
        let waiters = channels.unsentRequests(on: number).compactMap { id in
            defer { pending.release(id) }
            return pending.end(id, .channelClosed)?.waiter
        }
        return (channels.close(number), waiters)
    }
}

/// Streams that this side sends, and the channels that the peer asks for.
extension ConnectionState {
    /// Opens a channel for a request of the peer's, as long as that is not answered.
    ///
    /// What still makes values for a reader that has left counts as well, or a peer could have any number of them.
    mutating func beginOpening(_ request: RequestID, _ role: Role) -> AnonymousChannels<Role>.Admission {
        guard inbound.isInUse(request) else { return .over }
        guard producing < channels.limit else { return .full }
        return channels.beginOpening(request.rawValue, role)
    }

    /// Notes that the values of a stream are being sent.
    mutating func beginProducing() {
        producing += 1
    }

    /// Notes that they no longer are.
    ///
    /// - Returns: what is due now.
    mutating func endProducing() -> Due? {
        producing -= 1
        return takeDue()
    }
}

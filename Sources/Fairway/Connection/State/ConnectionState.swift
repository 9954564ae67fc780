/// The life of one connection: what it waits for, what it runs and whether it still may (wire protocol, items 15 and 24).
///
/// A value without clock, task or transport: each call says what happened and returns what is to be done, and
/// ``Connection`` does it. It begins with the `onOpen` hook, during which events of the peer wait.
struct ConnectionState<Waiter, Handle> {
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
        case ended(ConnectionEnd)
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
        let end: ConnectionEnd
    }

    var pending: PendingRequests<Waiter>
    var inbound: InboundQueue<Handle>
    private var life = Life.open
    /// How many of the running handlers wait for the end of this connection themselves.
    private var excusedHandlers = 0
    private var opening = Opening.pending(nil)

    init(maximumPendingRequests: Int, inbound limits: InboundLimits) {
        pending = PendingRequests(limit: maximumPendingRequests)
        inbound = InboundQueue(limits: limits)
    }

    /// Whether events and requests of this side may be sent.
    var maySend: Bool {
        switch life {
        case .open, .draining: true
        case .closing, .ending, .ended: false
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
        case .ending(let end), .ended(let end): return end
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
        case .ending: return nil
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

    /// Notes that a handler waits for the end of the connection, or no longer does: draining does not wait for it.
    mutating func excuseHandler(_ isExcused: Bool) {
        excusedHandlers += isExcused ? 1 : -1
    }

    /// Whether draining has come to its end; then what to tell the peer.
    mutating func takeDrained(unconditionally: Bool = false) -> Closing? {
        guard case .draining(let closing) = life, unconditionally || inbound.running <= excusedHandlers else {
            return nil
        }
        life = .closing(closing)
        return closing
    }

    /// Notes the end.
    ///
    /// - Returns: `nil` where it has been noted before.
    mutating func end(_ how: TransportEnd) -> Remains? {
        let end: ConnectionEnd
        switch life {
        case .ending, .ended: return nil
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
        return Remains(waiters: pending.endAll(), handles: handles, end: end)
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
}

/// Requests of this side.
extension ConnectionState {
    /// Gives a new request its number.
    mutating func reserveRequest() throws(RequestError) -> RequestID {
        guard maySend else { throw .notConnected }
        guard let id = pending.reserve() else { throw .tooManyPending }
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

/// The life of one connection: what it waits for, what it runs and whether it still may (wire protocol, item 24).
///
/// A value without clock, task or transport; ``Connection`` does what it returns.
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
        case ended
    }

    /// What the end of the connection leaves to be done.
    struct Remains {
        let waiters: [Waiter]
        let handles: [Handle]
        let end: ConnectionEnd
    }

    var pending: PendingRequests<Waiter>
    var inbound: InboundQueue<Handle>
    private var life = Life.open

    init(pending: PendingRequests<Waiter>, inbound: InboundQueue<Handle>) {
        self.pending = pending
        self.inbound = inbound
    }

    /// Whether events and requests of this side may be sent.
    var maySend: Bool {
        switch life {
        case .open, .draining: true
        case .closing, .ended: false
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

    /// Whether draining has come to its end; then what to tell the peer.
    mutating func takeDrained(unconditionally: Bool = false) -> Closing? {
        guard case .draining(let closing) = life, unconditionally || !inbound.isRunning else { return nil }
        life = .closing(closing)
        return closing
    }

    /// Notes the end.
    ///
    /// - Returns: `nil` where it has been noted before.
    mutating func end(_ end: TransportEnd) -> Remains? {
        let isLocal: Bool
        switch life {
        case .ended: return nil
        case .open, .draining: isLocal = false
        case .closing: isLocal = true
        }
        life = .ended
        _ = inbound.close()
        return Remains(
            waiters: pending.endAll(),
            handles: inbound.cancelAll(),
            end: ConnectionEnd(status: end.status, reason: end.reason, isLocal: isLocal)
        )
    }
}

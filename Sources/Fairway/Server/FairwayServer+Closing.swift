import Synchronization

extension FairwayServer {
    /// Whether it has begun to close, or has closed.
    public var isClosing: Bool { state.withLock(\.isClosing) }

    /// Ends the service: accepts no more, lets running handlers end within the grace period, tells every client and
    /// returns when all connections have ended (wire protocol, item 25). Further calls wait for the same end.
    ///
    /// Up to 500 clients are told at once. More are told in turns of 500, or as many as it takes, ten turns a second and
    /// the last one within half of the grace period; until its turn a client is served as before.
    ///
    /// What clients leave behind that have gone, before or meanwhile, is waited for within the grace period as well:
    /// handlers that still run, and the `onClose` hooks.
    ///
    /// A handler or a hook that calls it is not waited for, because it would wait for itself; its request ends
    /// unanswered. A handler that is to answer calls it in a task of its own.
    ///
    /// - Parameter grace: how long handlers may take; that of the first call counts.
    public func close(
        status: StatusCode = .goingAway,
        reason: String = "",
        grace: Duration = .seconds(5)
    ) async {
        let (clients, isFirst) = state.withLock { state in
            let clients = state.clients.values.sorted { $0.id < $1.id }
            guard !state.isClosing else { return (clients, false) }
            state.isClosing = true
            state.farewell = Farewell(clients, status: status, reason: reason, grace: grace)
            return (clients, true)
        }
        closing.open()
        if isFirst {
            tellNextTurn()
            beginGrace(grace)
        }
        let caller = HandlerScope.clientOfCaller
        let own = caller?.server === self ? caller?.connection : nil
        own?.excuse(true)
        for client in clients { await client.connection.ended.wait() }
        await quiet.wait()
        own?.excuse(false)
    }

    /// Returns once the server has begun to close, or when the waiting task is cancelled.
    public func waitUntilClosing() async {
        await closing.wait()
    }

    /// Notes that the connection of a client has ended, and that its hooks are still to run.
    func noteLeaving(_ client: Client) {
        state.withLock { state in
            state.clients.removeValue(forKey: client.id)
            state.groups.removeAll(of: client)
            state.leavingClients += 1
        }
    }

    /// Notes that nothing runs any more for one of the clients that were leaving.
    func noteGone() {
        state.withLock { $0.leavingClients -= 1 }
        openIfQuiet()
    }

    /// Tells those whose turn it is, and sees to it that the next turn comes.
    private func tellNextTurn() {
        let (farewell, clients) = state.withLock { state in
            let clients = state.farewell.takeTurn()
            return (state.farewell, clients)
        }
        tell(clients, farewell)
        guard !farewell.isOver else { return }
        let ticket = deadlines.schedule(after: Farewell.interval) { [weak self] in self?.tellNextTurn() }
        let isLate = state.withLock { state in
            state.farewell.next = ticket
            return state.farewell.isOver
        }
        if isLate { deadlines.cancel(ticket) }
    }

    private func tell(_ clients: ArraySlice<Client>, _ farewell: Farewell) {
        for client in clients { client.connection.drain(status: farewell.status, reason: farewell.reason) }
    }

    /// Limits how long what runs is waited for, where anything does.
    private func beginGrace(_ grace: Duration) {
        if openIfQuiet() { return }
        let ticket = deadlines.schedule(after: grace) { [weak self] in self?.endGrace() }
        state.withLock { $0.graceEnd = ticket }
        // The last client may have gone before the ticket was there to be given back.
        openIfQuiet()
    }

    private func endGrace() {
        let (farewell, untold, clients) = state.withLock { state in
            let untold = state.farewell.takeRest()
            return (state.farewell, untold, Array(state.clients.values))
        }
        tell(untold, farewell)
        for client in clients { client.connection.endGrace() }
        quiet.open()
    }

    @discardableResult
    private func openIfQuiet() -> Bool {
        let (isQuiet, tickets) = state.withLock { state in
            guard state.isQuiet else { return (false, [DeadlineQueue.Ticket]()) }
            let tickets = [state.graceEnd, state.farewell.next].compactMap(\.self)
            state.graceEnd = nil
            state.farewell = Farewell()
            return (true, tickets)
        }
        for ticket in tickets { deadlines.cancel(ticket) }
        if isQuiet { quiet.open() }
        return isQuiet
    }
}

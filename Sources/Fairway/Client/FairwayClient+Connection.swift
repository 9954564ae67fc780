import Synchronization

extension FairwayClient {
    typealias State = ClientState<Connection, ConnectionSource>

    /// Changes the state, tells who follows the status, and ends what the change has left without a purpose.
    @discardableResult
    func change<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
        let (result, released) = state.withLock { (body(&$0), $0.takeReleased()) }
        publisher.update { state.withLock(\.status) }
        for source in released { source.stop() }
        return result
    }

    /// Makes a connection of an open link, sends what has waited, and uses it from then on.
    ///
    /// - Parameter attempt: what has opened the link, where an attempt has.
    /// - Returns: false where the attempt no longer counts; the link is refused then.
    @discardableResult
    func use(_ transport: any Transport, ending attempt: State.Attempt?) -> Bool {
        let connection = Connection(
            transport: transport,
            side: .client,
            configuration: configuration,
            deadlines: deadlines,
            instruments: instruments
        )
        let now = deadlines.time.now()
        guard let beginning = change({ $0.begin(connection, ending: attempt, at: now) }) else {
            transport.refuseUnwanted()
            return false
        }
        let owner = ClientConnectionOwner(client: self, hook: hooks.withLock(\.onOpen))
        connection.start(owner: owner)
        beginning.replaced?.close(status: .normalClosure, reason: "replaced by a new connection")
        bind(connection)
        owner.open(connection)
        return true
    }

    private func bind(_ connection: Connection) {
        while case .send(let message, let turn) = change({ $0.bind(connection) }) {
            do {
                try connection.emitWaited(message)
            } catch EmitError.notConnected where state.withLock({ $0.putBack(message, turn) }) {
                // The end is on its way here; what waits goes out on the next connection.
                return
            } catch {
                log.write(LogLine(unsentBecause: error))
                tell(error)
            }
        }
    }

    /// The connection for a request.
    func openConnection() throws(RequestError) -> Connection {
        guard let connection = state.withLock(\.connection) else { throw .notConnected }
        return connection
    }

    /// Sends an event, or keeps it for the next connection; one that is volatile is never kept, nor one of a conversation.
    ///
    /// - Parameter mayWait: whether whoever emits it can wait.
    func emit(
        _ message: EncodedMessage,
        in conversation: AnonymousChannel?,
        _ delivery: Delivery,
        mayWait: Bool
    ) throws -> EmitOutcome {
        switch delivery {
        case .volatile:
            let connection = conversation.map(\.connection) ?? state.withLock(\.connection)
            if connection?.offer(message, on: conversation) == true { return .sent }
            dropped.add(1, ordering: .relaxed)
            instruments?.metrics?.couldNotSend(.volatile)
            return .dropped
        case .reliable:
            guard let conversation else { return try emit(message, butNotOn: nil, mayWait: mayWait) }
            guard let connection = conversation.connection else { throw EmitError.channelClosed }
            return try connection.emit(message, on: conversation, mayWait: mayWait) ? .sent : .waits(connection)
        }
    }

    /// Sends an event, or keeps it for the next connection.
    ///
    /// - Parameter over: a connection that has not taken it because it is on its way out.
    func emit(_ message: EncodedMessage, butNotOn over: Connection?, mayWait: Bool) throws -> EmitOutcome {
        var over = over
        while case .send(let connection) = try route(message, butNotOn: over) {
            do {
                return try connection.emit(message, mayWait: mayWait) ? .sent : .waits(connection)
            } catch EmitError.notConnected {
                over = connection
            }
        }
        return .sent
    }

    private func route(
        _ message: EncodedMessage,
        butNotOn over: Connection?
    ) throws(EmitError) -> State.Emission {
        let emission = state.withLock { $0.emit(message, butNotOn: over) }
        if case .full = emission { throw .notConnected }
        return emission
    }
}

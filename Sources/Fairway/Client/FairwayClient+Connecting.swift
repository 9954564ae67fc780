extension FairwayClient {
    /// Opens a connection and returns once it is open; a connection that is there already is closed.
    ///
    /// From then on the client comes back with the same connector when it loses its connection, as its
    /// ``ReconnectPolicy`` says. Events that were emitted while there was no connection leave first, in order. The `onOpen`
    /// hook runs, and the server's events wait for it.
    ///
    /// Where it fails, handlers, hooks and what waits stay as they are, the client does not go on by itself, and this may
    /// be called again. It takes the place of coming back: called while the client waits or attempts to, it begins at once.
    ///
    /// - Throws: what the connector throws; `CancellationError` where the task was cancelled, or ``close(status:reason:)``
    ///   was called meanwhile, or a connection was opened that had been asked for later.
    public func connect(with connector: some TransportConnector) async throws {
        try await connect { _ in connector }
    }

    /// Opens a connection as ``connect(with:)``, and calls a closure before each attempt, the first as well: for a new
    /// token, a new address.
    ///
    /// The client keeps the closure until it is closed or connected anew, so the closure must not keep the client. It runs
    /// in a task of its own, which is cancelled where its attempt is no longer wanted, and nothing but `connect` itself
    /// waits for it. What it throws counts as an attempt that failed.
    ///
    /// - Parameter connecting: makes what opens the connection.
    /// - Throws: what the closure or its connector throws, else as ``connect(with:)``.
    public func connect(
        connecting: @escaping @Sendable (_ attempt: ConnectionAttempt) async throws -> any TransportConnector
    ) async throws {
        let source = ConnectionSource(connecting)
        let (attempt, lastEnd) = change { ($0.beginAttempt(from: source), $0.lastEnd) }
        let transport: any Transport
        do {
            transport = try await source.open(number: 0, lastEnd: lastEnd)
        } catch {
            if case .overtaken = change({ $0.fail(attempt, fraction: 0) }) { throw CancellationError() }
            throw error
        }
        guard use(transport, ending: attempt) else { throw CancellationError() }
    }

    /// Takes a transport that is open already; as ``connect(with:)``, but with nothing to come back with once it is lost.
    public func connect(over transport: any Transport) {
        use(transport, ending: nil)
    }

    /// Closes the connection for good and returns when it has ended and `onClose` has run; returns at once where there is
    /// none.
    ///
    /// The client does not come back; where it waits or attempts to, or ``connect(with:)`` is under way, that is cancelled
    /// and not waited for. What was emitted and has not left waits for the next ``connect(with:)``. In a hook or a handler
    /// of this client it may be called as well: `onOpen` is cancelled by the end for which it waits.
    public func close(status: StatusCode = .normalClosure, reason: String = "") async {
        guard let connection = change({ $0.close() }) else { return }
        connection.close(status: status, reason: reason)
        await connection.ended.wait()
    }
}

extension Transport {
    /// Closes a link that was opened in vain.
    func refuseUnwanted() {
        refuse(status: .normalClosure, reason: "no longer wanted")
    }
}

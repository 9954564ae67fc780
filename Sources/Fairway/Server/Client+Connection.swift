import Synchronization

extension Client: ConnectionOwner {
    /// Runs the `onOpen` hook, then lets the client's events through.
    func open(_ hook: (@Sendable (Client) async throws -> Void)?) {
        guard let hook else { return connection.open(owner: self, nil) }
        connection.open(owner: self) { try await hook(self) }
    }

    var observesMessages: Bool {
        hasMessageHook.load(ordering: .acquiring) || server.hasMessageHook.load(ordering: .acquiring)
    }

    func observe(_ message: Message) {
        hooks.withLock(\.onMessage)?(message)
        server.hooks.withLock(\.onMessage)?(message, self)
    }

    func takeHandler(of event: EventName, on channel: ChannelName, arguments: BorrowedArguments) -> BoundHandler? {
        let handler =
            table.take(event, on: channel, arguments: arguments)
            ?? server.table.take(event, on: channel, arguments: arguments)
        return handler.map { .server($0, self) }
    }

    func plainHandler(of event: EventName, on channel: ChannelName) -> BoundHandler? {
        guard !observesMessages, !server.table.hasMiddleware, !table.hasMiddleware,
            let candidate = table.candidate(for: event, on: channel) ?? server.table.candidate(for: event, on: channel),
            candidate.isLasting
        else { return nil }
        return .server(candidate.handler, self)
    }

    func handler(of event: EventName, on channel: ChannelName) -> BoundHandler? {
        let candidate = table.candidate(for: event, on: channel) ?? server.table.candidate(for: event, on: channel)
        return candidate.map { .server($0.handler, self) }
    }

    func middleware(on channel: ChannelName) -> [MiddlewareStep] {
        guard server.table.hasMiddleware || table.hasMiddleware else { return [] }
        return server.table.middleware(on: channel, for: self) + table.middleware(on: channel, for: self)
    }

    func openHandlers(for conversation: AnonymousChannel) { table.open(conversation) }

    var handledClient: Client? { self }

    var log: ConnectionLog {
        ConnectionLog(logger: server.configuration.logger, client: id, metrics: server.instruments?.metrics)
    }

    func tell(_ error: any Error) {
        hooks.withLock(\.onError)?(error)
        server.hooks.withLock(\.onError)?(ClientError(client: self, underlying: error))
    }

    func connectionEnded(_ connection: Connection, _ end: ConnectionEnd) {
        server.noteLeaving(self)
    }

    func runClosingHooks(_ end: ConnectionEnd) async {
        await hooks.withLock(\.onClose)?(end)
        await server.hooks.withLock(\.onClose)?(self, end)
        table.close()
        hooks.replace(\.self, with: Hooks(isOver: true))
    }

    func connectionGone() {
        server.noteGone()
    }
}

extension EventName {
    static let open = EventName("open")
}

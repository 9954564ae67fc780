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

    func prepare(
        _ event: EventName,
        on channel: ChannelName,
        arguments: inout ArgumentReader
    ) throws(ConversionError) -> HandlerRun? {
        if let run = try table.prepare(event, on: channel, arguments: &arguments, peer: self) { return run }
        return try server.table.prepare(event, on: channel, arguments: &arguments, peer: self)
    }

    func handles(_ event: EventName, on channel: ChannelName) -> Bool {
        (table.candidate(for: event, on: channel) ?? server.table.candidate(for: event, on: channel)) != nil
    }

    func middleware(on channel: ChannelName) -> [MiddlewareStep] {
        guard server.table.hasMiddleware || table.hasMiddleware else { return [] }
        return server.table.middleware(on: channel, for: self) + table.middleware(on: channel, for: self)
    }

    func writeFailure(of event: EventName, on channel: ChannelName) -> FailureWriter? {
        let candidate = table.candidate(for: event, on: channel) ?? server.table.candidate(for: event, on: channel)
        return candidate?.handler.writeFailure
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

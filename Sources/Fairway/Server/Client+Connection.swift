import Logging
import Synchronization

extension Client: ConnectionOwner {
    /// Runs the `onOpen` hook, then lets the client's events through.
    func open(_ hook: (@Sendable (Client) async throws -> Void)?) {
        guard let hook else {
            opening.open()
            return connection.releaseInbound()
        }
        Task {
            await Self.$current.withValue(self) {
                do { try await hook(self) } catch {
                    report(HandlerError(channel: .main, event: .open, underlying: error))
                }
            }
            opening.open()
            connection.releaseInbound()
        }
    }

    var observesMessages: Bool {
        hooks.withLock { $0.onMessage != nil } || server.hooks.withLock { $0.onMessage != nil }
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

    func run(
        _ handler: HandlerRun,
        event: EventName,
        on channel: ChannelName,
        requestID: RequestID?
    ) async throws -> EncodedMessage? {
        guard let hook = server.hooks.withLock(\.handlerContext) else { return try await handler.body(requestID) }
        let context = HandlerContext(
            client: self,
            channel: channel,
            event: event,
            requestID: requestID,
            handler: handler
        )
        try await hook(context)
        return try context.answer()
    }

    func starting<Result>(_ start: () -> Result) -> Result {
        Self.$current.withValue(self, operation: start)
    }

    func report(_ error: any Error) {
        Connection.log(error, to: server.configuration.logger, ["client": "\(id)"])
        hooks.withLock(\.onError)?(error)
        server.hooks.withLock(\.onError)?(ClientError(client: self, underlying: error))
    }

    func connectionEnded(_ connection: Connection, _ end: ConnectionEnd) {
        server.forget(self)
        Task {
            await opening.wait()
            await Self.$current.withValue(self) {
                await hooks.withLock(\.onClose)?(end)
                await server.hooks.withLock(\.onClose)?(self, end)
            }
            table.removeAll()
            hooks.replace(\.self, with: Hooks())
            connection.ended.open()
        }
    }
}

extension EventName {
    static let open = EventName("open")
    static let close = EventName("close")
}

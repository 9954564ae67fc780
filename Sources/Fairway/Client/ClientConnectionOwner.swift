/// What one connection of a client program asks of it.
final class ClientConnectionOwner: ConnectionOwner {
    private let client: FairwayClient
    private let hook: (@Sendable () async throws -> Void)?

    init(client: FairwayClient, hook: (@Sendable () async throws -> Void)?) {
        self.client = client
        self.hook = hook
    }

    /// Runs the `onOpen` hook, then lets the server's events through.
    func open(_ connection: Connection) {
        connection.open(owner: self, hook)
    }

    var observesMessages: Bool { client.messageHook != nil }

    func observe(_ message: Message) { client.messageHook?(message) }

    func takeHandler(of event: EventName, on channel: ChannelName, arguments: BorrowedArguments) -> BoundHandler? {
        client.table.take(event, on: channel, arguments: arguments).map { .client($0, client) }
    }

    func plainHandler(of event: EventName, on channel: ChannelName) -> BoundHandler? {
        guard !observesMessages, !client.table.hasMiddleware,
            let candidate = client.table.candidate(for: event, on: channel), candidate.isLasting
        else { return nil }
        return .client(candidate.handler, client)
    }

    func handler(of event: EventName, on channel: ChannelName) -> BoundHandler? {
        client.table.candidate(for: event, on: channel).map { .client($0.handler, client) }
    }

    func middleware(on channel: ChannelName) -> [MiddlewareStep] {
        client.table.middleware(on: channel, for: client)
    }

    func openHandlers(for conversation: AnonymousChannel) { client.table.open(conversation) }

    var handledClient: Client? { nil }

    var log: ConnectionLog { client.log }

    func tell(_ error: any Error) { client.tell(error) }

    func connectionEnded(_ connection: Connection, _ end: ConnectionEnd) {
        client.disconnected(connection, end)
    }

    func runClosingHooks(_ end: ConnectionEnd) async {
        await client.closeHook?(end)
    }

    // Only a server waits for what its connections leave behind.
    func connectionGone() {}
}

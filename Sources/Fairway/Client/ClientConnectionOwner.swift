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

    func prepare(
        _ event: EventName,
        on channel: ChannelName,
        arguments: inout ArgumentReader
    ) throws(ConversionError) -> HandlerRun? {
        try client.table.prepare(event, on: channel, arguments: &arguments, peer: client)
    }

    func handles(_ event: EventName, on channel: ChannelName) -> Bool {
        client.table.candidate(for: event, on: channel) != nil
    }

    func middleware(on channel: ChannelName) -> [MiddlewareStep] {
        client.table.middleware(on: channel, for: client)
    }

    func writeFailure(of event: EventName, on channel: ChannelName) -> FailureWriter? {
        client.table.candidate(for: event, on: channel)?.handler.writeFailure
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

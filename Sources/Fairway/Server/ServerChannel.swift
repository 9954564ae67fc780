/// A channel as a server sees it: the handlers of every client, and broadcasts.
public struct ServerChannel<Binding: ChannelBinding>: HandlerRegistry, Hashable {
    /// Handlers get the client.
    public typealias Sender = RemoteClient<Binding>

    /// The server.
    public let server: FairwayServer
    private let channel: ChannelName

    init(server: FairwayServer, channel: ChannelName) {
        self.server = server
        self.channel = channel
    }

    /// The handlers of every client for the channel.
    public var handlers: HandlerStore<Client> { HandlerStore(table: server.table, channel: channel) }

    /// The clients that are connected, in the order in which they came.
    public var clients: [RemoteClient<Binding>] {
        server.clients.map { RemoteClient($0, channel: channel) }
    }

    /// Sends an event to every client that is open now; it is encoded once (wire protocol, item 26).
    ///
    /// A client that is slow or gone delays no other.
    ///
    /// - Returns: the failures known when the event was queued, each with its client.
    @discardableResult
    public func emit(_ event: Binding.ServerEvent) async -> [ClientError] {
        await server.broadcast(event, on: channel, to: server.clients.filter(\.isOpen))
    }

    /// Whether both are the same channel of the same server.
    public static func == (left: ServerChannel, right: ServerChannel) -> Bool {
        left.server === right.server && left.channel == right.channel
    }

    /// Hashes the server's identity and the channel's name.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(server))
        hasher.combine(channel)
    }
}

extension ServerChannel<Untyped> {
    /// Sends an event with these arguments to every client; as ``emit(_:)``.
    ///
    /// - Throws: ``ConversionError`` where the wire has no form for an argument.
    @discardableResult
    public func emit<each Argument: WireEncodable>(
        _ event: EventName,
        _ argument: repeat each Argument
    ) async throws -> [ClientError] {
        await emit(try UntypedEvent(event, repeat each argument))
    }
}

extension FairwayServer {
    /// Sends an event with these arguments on the main channel to every client; as ``ServerChannel/emit(_:)``.
    ///
    /// - Throws: ``ConversionError`` where the wire has no form for an argument.
    @discardableResult
    public func emit<each Argument: WireEncodable>(
        _ event: EventName,
        _ argument: repeat each Argument
    ) async throws -> [ClientError] {
        try await of(.main).emit(event, repeat each argument)
    }
}

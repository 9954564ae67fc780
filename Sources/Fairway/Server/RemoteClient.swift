/// A client's end of a channel, as the server sees it.
///
/// Generated code adds a method for each request.
public struct RemoteClient<Binding: ChannelTypes>: RemoteChannel, HandlerRegistry, Hashable, Identifiable {
    /// Handlers get the client.
    public typealias Sender = RemoteClient<Binding>
    /// What a client sends goes to a server.
    public typealias Direction = ToServer
    /// What may be emitted to the client.
    public typealias Outgoing = Binding.ServerEvent
    /// The client on all its channels.
    public let client: Client
    private let channel: ChannelName

    /// A client's end of a channel.
    public init(_ client: Client, channel: ChannelName) {
        self.client = client
        self.channel = channel
    }

    /// What tells the clients of a server apart.
    public var id: ClientID { client.id }
    /// The server that the client is connected to.
    public var server: FairwayServer { client.server }
    /// What the program keeps for this client.
    public var values: ClientValues { client.values }
    /// The way to the client.
    public var route: Route { Route(link: .toClient(client), channel: channel) }
    /// The handlers of this client for the channel, which come before the server's.
    public var handlers: HandlerStore<Client> { HandlerStore(table: client.table, channel: channel) }

    /// Closes the client's connection with all its channels; as ``Client/close(status:reason:)``.
    public func close(status: StatusCode = .normalClosure, reason: String = "") {
        client.close(status: status, reason: reason)
    }
}

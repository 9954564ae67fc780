/// The server's end of a channel, as a client sees it: valid before connecting, and for good.
///
/// Generated code adds a method for each request.
public struct RemoteServer<Binding: ChannelTypes>: RemoteChannel, HandlerRegistry, Hashable {
    /// Handlers get the server.
    public typealias Sender = RemoteServer<Binding>
    /// What a server sends goes to a client.
    public typealias Direction = ToClient
    /// The client, whatever its connection.
    public let client: FairwayClient
    private let channel: ChannelName

    /// The server's end of a channel.
    public init(_ client: FairwayClient, channel: ChannelName) {
        self.client = client
        self.channel = channel
    }

    /// The way to the server.
    public var route: Route { Route(link: .toServer(client), channel: channel) }
    /// What may be emitted to the server.
    public typealias Outgoing = Binding.ClientEvent
    /// The client's handlers for the channel.
    public var handlers: HandlerStore<FairwayClient> { HandlerStore(table: client.table, channel: channel) }
}

/// A channel as a server sees it: the handlers of every client, and broadcasts.
public struct ServerChannel<Binding: ChannelBinding>: HandlerRegistry, Broadcasting, Hashable {
    /// Handlers get the client.
    public typealias Sender = RemoteClient<Binding>

    /// Every client, on this channel.
    public let selection: ClientSelection<Binding>

    init(server: FairwayServer, channel: ChannelName) {
        selection = ClientSelection(server: server, channel: channel)
    }

    /// The server.
    public var server: FairwayServer { selection.server }

    /// The handlers of every client for the channel.
    public var handlers: HandlerStore<Client> { HandlerStore(table: server.table, channel: selection.channel) }

    /// The clients that are connected, in the order in which they came.
    public var clients: [RemoteClient<Binding>] { selection.clients }

    /// The clients of a group, on this channel.
    ///
    /// A group belongs to the server and not to a channel: it has the same members on each. One that nobody is in has none.
    public func group(_ name: String) -> ClientSelection<Binding> {
        ClientSelection(server: server, channel: selection.channel, group: name)
    }
}

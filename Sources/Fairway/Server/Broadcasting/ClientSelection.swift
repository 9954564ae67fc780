/// Some of a server's clients, on one channel: all or those of a group, and of them all but some.
///
/// It says whom it is for and holds no list of them: each use looks at who is connected, and in the group, at that moment.
public struct ClientSelection<Binding: ChannelBinding>: Broadcasting, Hashable {
    /// The server.
    public let server: FairwayServer
    let channel: ChannelName
    /// The group; `nil` for all clients.
    var group: String?
    var exceptions: Set<Client> = []

    init(server: FairwayServer, channel: ChannelName, group: String? = nil) {
        self.server = server
        self.channel = channel
        self.group = group
    }

    /// Itself.
    public var selection: ClientSelection { self }

    /// Those of the selection who are connected, in the order in which they came.
    public var clients: [RemoteClient<Binding>] {
        members.sorted { $0.id < $1.id }.map { RemoteClient($0, channel: channel) }
    }

    /// Those of the selection who are connected, in no order.
    var members: [Client] {
        let members = server.members(of: group)
        return exceptions.isEmpty ? members : members.filter { !exceptions.contains($0) }
    }

    /// Whether both select the same clients on the same channel of the same server.
    public static func == (left: ClientSelection, right: ClientSelection) -> Bool {
        left.server === right.server && left.channel == right.channel && left.group == right.group
            && left.exceptions == right.exceptions
    }

    /// Hashes the server's identity, the channel, the group and the exceptions.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(server))
        hasher.combine(channel)
        hasher.combine(group)
        hasher.combine(exceptions)
    }
}

/// What events are broadcast to: a channel of a server, with all its clients or some of them, or the server itself, which
/// stands for its main channel.
public protocol Broadcasting<Binding>: Sendable {
    /// The channel's types.
    associatedtype Binding: ChannelBinding
    /// Whom an event goes to.
    var selection: ClientSelection<Binding> { get }
}

extension Broadcasting {
    /// The same without these clients.
    public func except(_ clients: Client...) -> ClientSelection<Binding> {
        except(clients)
    }

    /// The same without these clients.
    public func except<Other: ChannelTypes>(_ clients: RemoteClient<Other>...) -> ClientSelection<Binding> {
        except(clients.lazy.map(\.client))
    }

    /// The same without these clients.
    public func except(_ clients: some Sequence<Client>) -> ClientSelection<Binding> {
        var selection = selection
        selection.exceptions.formUnion(clients)
        return selection
    }

    /// Sends an event to every client of the selection that is open now; it is encoded once (wire protocol, item 26).
    ///
    /// A client that is slow or gone delays no other. What one task emits arrives at each client in that order.
    /// More than 256 clients get it in turns, between which others have the thread; what is broadcast to the same channel and
    /// group meanwhile comes behind it.
    ///
    /// - Parameter delivery: what becomes of the event for a client that does not keep up.
    /// - Returns: the failures known when the event was queued, each with its client, in the order in which the clients
    ///   came. That a volatile event was dropped is no failure.
    @discardableResult
    public func emit(_ event: Binding.ServerEvent, delivery: Delivery = .reliable) async -> [ClientError] {
        let selection = selection
        let clients = selection.members.filter(\.isOpen)
        let line = BroadcastLines.Line(channel: selection.channel, group: selection.group)
        let failures = await selection.server.broadcast(event, in: line, to: clients, delivery)
        return failures.sorted { $0.client.id < $1.client.id }
    }
}

extension Broadcasting where Binding == Untyped {
    /// Sends an event with these arguments to every client of the selection; as ``emit(_:delivery:)``.
    ///
    /// - Throws: ``ConversionError`` where the wire has no form for an argument.
    @discardableResult
    public func emit<each Argument: WireEncodable>(
        _ event: EventName,
        _ argument: repeat each Argument,
        delivery: Delivery = .reliable
    ) async throws -> [ClientError] {
        await emit(try UntypedEvent(event, repeat each argument), delivery: delivery)
    }
}

extension FairwayServer: Broadcasting {
    /// The main channel without a schema.
    public typealias Binding = Untyped

    /// Every client, on the main channel.
    public var selection: ClientSelection<Untyped> { ClientSelection(server: self, channel: .main) }

    /// The clients of a group, on the main channel; as ``ServerChannel/group(_:)``.
    public func group(_ name: String) -> ClientSelection<Untyped> {
        ClientSelection(server: self, channel: .main, group: name)
    }
}

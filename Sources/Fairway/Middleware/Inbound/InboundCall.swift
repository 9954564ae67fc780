/// An inbound event or request on its way to its handler, as middleware sees it (wire protocol, item 12).
public struct InboundCall<Sender: RemoteChannel>: Sendable {
    /// The rest of the way: the middleware behind, then the handler.
    ///
    /// - Throws: what any of them throws; ``ArgumentError`` where the arguments do not convert, and ``UnhandledEvent``
    ///   where there is no handler.
    public typealias Next = @Sendable (InboundCall) async throws -> InboundReply

    /// The other side, on the channel of the event.
    public let sender: Sender
    /// The arguments, which what is behind gets as they are when it is called.
    public var arguments: RawArguments
    let peer: Sender.Peer
    let passage: Passage

    init(_ passage: Passage, arguments: RawArguments, peer: Sender.Peer) {
        self.passage = passage
        self.arguments = arguments
        self.peer = peer
        sender = Sender(peer, channel: passage.channel)
    }

    /// The channel; the main one's name is empty.
    public var channel: ChannelName { passage.channel }
    /// The event's name, which is none of ``ReservedEvent`` on the main channel.
    public var event: EventName { passage.event }
    /// The request's number; `nil` for a plain event.
    public var requestID: RequestID? { passage.requestID }

    /// Decodes the arguments, in order, as a handler with parameters of these types would get them.
    ///
    /// - Throws: ``ArgumentError``, with which the peer is told of it as it is of a handler's arguments.
    public func decode<each Value: WireDecodable>(_ type: repeat (each Value).Type) throws(ArgumentError) -> (
        repeat each Value
    ) {
        try passage.read(arguments) { reader throws(ConversionError) in
            (repeat try reader.next((each Value).self))
        }
    }
}

extension InboundCall where Sender.Peer == Client {
    /// The client that it came from.
    public var client: Client { peer }
}

extension InboundCall where Sender.Peer == FairwayClient {
    /// The client that it came to.
    public var client: FairwayClient { peer }
}

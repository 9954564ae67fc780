/// An event or a request of this side on its way to the other side, as middleware sees it.
///
/// `Receiver` is what handlers of the same channel get: the client's end of it or, in a client program, the server's.
public struct OutboundCall<Receiver: Sendable>: Sendable {
    /// The rest of the way: the middleware behind, then the connection.
    ///
    /// - Returns: what the other side has answered; ``OutboundReply/empty`` for an event, once it is in the outbound
    ///   buffer.
    /// - Throws: what ends the request, in the type in which its caller is told; for an event what keeps it from being
    ///   sent; ``AlreadySent``.
    public typealias Next = @Sendable (OutboundCall) async throws -> OutboundReply

    /// The other side, on the channel of the event; `nil` for a broadcast, which a server's middleware sees once.
    public let receiver: Receiver
    /// The arguments, which what is behind gets as they are when it is called.
    public var arguments: RawArguments
    private let departure: Departure

    init(_ departure: Departure, arguments: RawArguments, receiver: Receiver) {
        self.departure = departure
        self.arguments = arguments
        self.receiver = receiver
    }

    /// The channel; the main one's name is empty.
    public var channel: ChannelName { departure.channel }
    /// The event's name, which is none of ``ReservedEvent`` on the main channel.
    public var event: EventName { departure.event }
    /// Whether somebody waits for an answer.
    public var isRequest: Bool { departure.isRequest }

    /// Decodes the arguments, in order, as a handler with parameters of these types would get them.
    ///
    /// - Throws: ``ArgumentError``, which nobody but this middleware is told unless it throws it on.
    public func decode<each Value: WireDecodable>(_ type: repeat (each Value).Type) throws(ArgumentError) -> (
        repeat each Value
    ) {
        try arguments.read(as: event, on: channel) { reader throws(ConversionError) in
            (repeat try reader.next((each Value).self))
        }
    }
}

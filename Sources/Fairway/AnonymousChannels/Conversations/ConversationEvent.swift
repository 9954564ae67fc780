/// A request of a schema that is answered with a conversation, in which both sides send events and make requests.
///
/// Generated code makes one for each such event, and `on`, `once` and `removeHandler` take it.
public struct ConversationEvent<
    Direction: EventDirection,
    Binding: ChannelTypes,
    Opened: ConversationBinding,
    each Argument: Sendable
>: EventDescriptor {
    /// The name on the wire.
    public let name: EventName
    @usableFromInline let conversion: Conversion
    @usableFromInline let decode: @Sendable (inout ArgumentReader) throws(ConversionError) -> (repeat each Argument)
    @usableFromInline let answer: AnswerEncoding<Void>

    /// A request that is answered with a conversation.
    ///
    /// - Parameters:
    ///   - conversion: how numbers in the arguments become integers.
    ///   - failure: the error that the schema lets the handler answer with instead.
    ///   - decode: reads the arguments.
    @inlinable
    public init<Failure: WireCodable & Error>(
        _ name: EventName,
        conversion: Conversion = .exact,
        throws failure: Failure.Type = Never.self,
        decode: @escaping @Sendable (inout ArgumentReader) throws(ConversionError) -> (repeat each Argument)
    ) {
        self.name = name
        self.conversion = conversion
        self.decode = decode
        answer = .acknowledgement(throws: failure)
    }
}

extension ChannelTypes {
    /// A request for a conversation on this channel that a client makes.
    public typealias ServerboundConversation<Opened: ConversationBinding, each Argument: Sendable> =
        ConversationEvent<ToServer, Self, Opened, repeat each Argument>

    /// A request for a conversation on this channel that a server makes.
    public typealias ClientboundConversation<Opened: ConversationBinding, each Argument: Sendable> =
        ConversationEvent<ToClient, Self, Opened, repeat each Argument>
}

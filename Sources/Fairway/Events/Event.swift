/// The way an event goes.
public protocol EventDirection: Sendable {}

/// From a client to a server.
public enum ToServer: EventDirection {}

/// From a server to a client.
public enum ToClient: EventDirection {}

/// What `removeHandler` needs to know of an event of a schema.
public protocol EventDescriptor<Direction, Binding>: Sendable {
    /// The way it goes.
    associatedtype Direction: EventDirection
    /// The channel that it belongs to.
    associatedtype Binding: ChannelTypes
    /// The name on the wire.
    var name: EventName { get }
}

/// One event of a schema: its name, where it goes, and how its arguments and its answer are coded.
///
/// Generated code makes one for each event, and `on`, `once` and `removeHandler` take it.
public struct Event<Direction: EventDirection, Binding: ChannelTypes, Answer: Sendable, each Argument: Sendable>:
    EventDescriptor
{
    /// The name on the wire.
    public let name: EventName
    @usableFromInline let conversion: Conversion
    @usableFromInline let decode: @Sendable (inout ArgumentReader) throws(ConversionError) -> (repeat each Argument)
    @usableFromInline let answer: AnswerEncoding<Answer>

    /// A request that is answered with a value.
    ///
    /// - Parameters:
    ///   - conversion: how numbers in the arguments become integers.
    ///   - failure: the error that the schema lets the handler answer with instead.
    ///   - constraint: what the schema demands of the answer.
    ///   - decode: reads the arguments.
    @inlinable
    public init<Failure: WireCodable & Error>(
        _ name: EventName,
        conversion: Conversion = .exact,
        throws failure: Failure.Type = Never.self,
        where constraint: Constraint<Answer> = .unconstrained,
        decode: @escaping @Sendable (inout ArgumentReader) throws(ConversionError) -> (repeat each Argument)
    ) where Answer: WireEncodable {
        self.name = name
        self.conversion = conversion
        self.decode = decode
        answer = .value(throws: failure, where: constraint)
    }

    /// A plain event, or a request that is acknowledged without a value.
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
    ) where Answer == Void {
        self.name = name
        self.conversion = conversion
        self.decode = decode
        answer = .acknowledgement(throws: failure)
    }
}

extension ChannelTypes {
    /// An event of this channel that a client sends.
    public typealias Serverbound<Answer: Sendable, each Argument: Sendable> =
        Event<ToServer, Self, Answer, repeat each Argument>

    /// An event of this channel that a server sends.
    public typealias Clientbound<Answer: Sendable, each Argument: Sendable> =
        Event<ToClient, Self, Answer, repeat each Argument>
}

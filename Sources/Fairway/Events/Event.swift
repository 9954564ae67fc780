/// The way an event goes.
public protocol EventDirection: Sendable {}

/// From a client to a server.
public enum ToServer: EventDirection {}

/// From a server to a client.
public enum ToClient: EventDirection {}

/// One event of a schema: its name, where it goes, and how its arguments and its answer are coded.
///
/// Generated code makes one for each event, and `on`, `once` and `removeHandler` take it.
public struct Event<Direction: EventDirection, Binding: ChannelBinding, Answer: Sendable, each Argument: Sendable>:
    Sendable
{
    /// The name on the wire.
    public let name: EventName
    @usableFromInline let conversion: Conversion
    @usableFromInline let decode: @Sendable (inout ArgumentReader) throws(ConversionError) -> (repeat each Argument)
    @usableFromInline let encodeAnswer: (@Sendable (Answer, inout WireWriter) throws(ConversionError) -> Void)?

    /// A request that is answered with a value.
    @inlinable
    public init(
        _ name: EventName,
        conversion: Conversion = .exact,
        decode: @escaping @Sendable (inout ArgumentReader) throws(ConversionError) -> (repeat each Argument)
    ) where Answer: WireEncodable {
        self.name = name
        self.conversion = conversion
        self.decode = decode
        encodeAnswer = { answer, writer throws(ConversionError) in try writer.write(answer) }
    }

    /// A plain event, or a request that is acknowledged without a value.
    @inlinable
    public init(
        _ name: EventName,
        conversion: Conversion = .exact,
        decode: @escaping @Sendable (inout ArgumentReader) throws(ConversionError) -> (repeat each Argument)
    ) where Answer == Void {
        self.name = name
        self.conversion = conversion
        self.decode = decode
        encodeAnswer = nil
    }
}

extension ChannelBinding {
    /// An event of this channel that a client sends.
    public typealias Serverbound<Answer: Sendable, each Argument: Sendable> =
        Event<ToServer, Self, Answer, repeat each Argument>

    /// An event of this channel that a server sends.
    public typealias Clientbound<Answer: Sendable, each Argument: Sendable> =
        Event<ToClient, Self, Answer, repeat each Argument>
}

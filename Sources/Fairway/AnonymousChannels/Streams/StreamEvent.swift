/// A request of a schema that is answered with a stream of values.
///
/// Generated code makes one for each such event, and `on`, `once` and `removeHandler` take it.
public struct StreamEvent<Direction: EventDirection, Binding: ChannelTypes, Element: Sendable, each Argument: Sendable>:
    EventDescriptor
{
    /// The name on the wire.
    public let name: EventName
    @usableFromInline let conversion: Conversion
    @usableFromInline let decode: @Sendable (inout ArgumentReader) throws(ConversionError) -> (repeat each Argument)
    @usableFromInline let element: AnswerEncoding<Element>

    /// A request that is answered with a stream.
    ///
    /// - Parameters:
    ///   - conversion: how numbers in the arguments become integers.
    ///   - failure: the error that the schema lets the handler answer with instead.
    ///   - constraint: what the schema demands of each value.
    ///   - decode: reads the arguments.
    @inlinable
    public init<Failure: WireCodable & Error>(
        _ name: EventName,
        conversion: Conversion = .exact,
        throws failure: Failure.Type = Never.self,
        where constraint: Constraint<Element> = .unconstrained,
        decode: @escaping @Sendable (inout ArgumentReader) throws(ConversionError) -> (repeat each Argument)
    ) where Element: WireEncodable {
        self.name = name
        self.conversion = conversion
        self.decode = decode
        element = .value(throws: failure, where: constraint)
    }
}

extension ChannelTypes {
    /// A request for a stream on this channel that a client makes.
    public typealias ServerboundStream<Element: Sendable, each Argument: Sendable> =
        StreamEvent<ToServer, Self, Element, repeat each Argument>

    /// A request for a stream on this channel that a server makes.
    public typealias ClientboundStream<Element: Sendable, each Argument: Sendable> =
        StreamEvent<ToClient, Self, Element, repeat each Argument>
}

extension HandlerRegistry {
    /// Registers the handler of every request for this stream; what it returns is sent value by value.
    public func on<Values: AsyncSequence & Sendable, each Argument>(
        _ event: StreamEvent<Sender.Direction, Sender.Binding, Values.Element, repeat each Argument>,
        _ handler: @escaping @Sendable (Sender, repeat each Argument) async throws -> Values
    ) {
        register(.on, event, handler)
    }

    /// Registers the handler of one request for this stream; arguments that do not convert do not use it up.
    public func once<Values: AsyncSequence & Sendable, each Argument>(
        _ event: StreamEvent<Sender.Direction, Sender.Binding, Values.Element, repeat each Argument>,
        _ handler: @escaping @Sendable (Sender, repeat each Argument) async throws -> Values
    ) {
        register(.once, event, handler)
    }

    private func register<Values: AsyncSequence & Sendable, each Argument>(
        _ kind: HandlerKind,
        _ event: StreamEvent<Sender.Direction, Sender.Binding, Values.Element, repeat each Argument>,
        _ body: @escaping @Sendable (Sender, repeat each Argument) async throws -> Values
    ) {
        let handlers = handlers
        let (channel, isConcurrent) = (handlers.channel, handlers.isConcurrent)
        handlers.set(kind, event.name, conversion: event.conversion, writeFailure: event.element.writeFailure) {
            arguments throws(ConversionError) in
            _ = try event.decode(&arguments)
        } body: { call, peer in
            guard let argument = call.convert(event.decode) else { return }
            let sender = Sender(peer, channel: channel)
            await call.end(concurrently: isConcurrent) {
                try await call.arrival.answer(streaming: event.element) { try await body(sender, repeat each argument) }
            }
        }
    }
}

extension RemoteSide {
    /// Makes a request that is answered with a stream of values. Generated code calls it.
    ///
    /// - Parameters:
    ///   - element: the type of the values.
    ///   - timeout: how long to wait for the stream to open; `nil` takes what the client or server is configured with.
    ///   - conversion: how numbers in the values become integers.
    ///   - failure: the error that the schema lets the other side answer with instead.
    ///   - constraint: what the schema demands of each value.
    ///   - write: writes the arguments.
    /// - Throws: as ``request(_:timeout:conversion:throws:where:arguments:)``.
    @inlinable
    public func stream<Element: WireDecodable, Failure: WireCodable & Error>(
        _ event: EventName,
        of element: Element.Type,
        timeout: Duration? = nil,
        conversion: Conversion = .exact,
        throws failure: Failure.Type = Never.self,
        where constraint: Constraint<Element> = .unconstrained,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void = { _ in }
    ) async throws -> RemoteStream<Element> {
        let decoding: AnswerDecoding<Element> = .value(conversion, throws: failure, where: constraint)
        return try await stream(event, timeout: timeout, arguments: write, element: decoding)
    }

    @usableFromInline
    func stream<Element>(
        _ event: EventName,
        timeout: Duration?,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void,
        element: AnswerDecoding<Element>
    ) async throws -> RemoteStream<Element> {
        try await route.open(event, timeout: timeout, arguments: write, answer: element) { connection, number in
            let reader = StreamReader(number, of: event, on: connection, decoding: element)
            return (.reading(reader), RemoteStream(reader))
        }
    }
}

extension HandlerRegistry where Sender.Binding: UntypedTypes {
    /// Registers the handler of every request of this name that is answered with a stream, value by value.
    public func on<Values: AsyncSequence & Sendable, each Argument: WireDecodable>(
        _ event: EventName,
        _ handler: @escaping @Sendable (repeat each Argument) async throws -> Values
    ) where Values.Element: WireEncodable & Sendable {
        on(descriptor(event, of: Values.Element.self)) { (_, argument: repeat each Argument) in
            try await handler(repeat each argument)
        }
    }

    /// Registers the handler of one request of this name that is answered with a stream.
    public func once<Values: AsyncSequence & Sendable, each Argument: WireDecodable>(
        _ event: EventName,
        _ handler: @escaping @Sendable (repeat each Argument) async throws -> Values
    ) where Values.Element: WireEncodable & Sendable {
        once(descriptor(event, of: Values.Element.self)) { (_, argument: repeat each Argument) in
            try await handler(repeat each argument)
        }
    }

    private func descriptor<Element: WireEncodable & Sendable, each Argument: WireDecodable>(
        _ event: EventName,
        of element: Element.Type
    ) -> StreamEvent<Sender.Direction, Sender.Binding, Element, repeat each Argument> {
        StreamEvent(event) { arguments throws(ConversionError) in
            (repeat try arguments.next((each Argument).self))
        }
    }
}

extension RemoteSide where Outgoing == UntypedEvent {
    /// Makes a request with these arguments that is answered with a stream of values, and waits until that is open.
    ///
    /// - Parameters:
    ///   - element: the type of the values.
    ///   - timeout: how long to wait for the stream to open; `nil` takes what the client or server is configured with.
    ///   - conversion: how numbers in the values become integers.
    /// - Throws: as ``request(_:_:timeout:conversion:)``.
    public func stream<Element: WireDecodable, each Argument: WireEncodable>(
        _ event: EventName,
        _ argument: repeat each Argument,
        of element: Element.Type = Element.self,
        timeout: Duration? = nil,
        conversion: Conversion = .exact
    ) async throws -> RemoteStream<Element> {
        try await stream(event, of: element, timeout: timeout, conversion: conversion) {
            arguments throws(ConversionError) in
            for value in repeat each argument { try arguments.append(value) }
        }
    }
}

extension HandlerRegistry where Sender.Binding: UntypedTypes {
    /// Registers the handler of every event of this name; its parameters say what the arguments convert to.
    public func on<Answer: WireEncodable, each Argument: WireDecodable>(
        _ event: EventName,
        _ handler: @escaping @Sendable (repeat each Argument) async throws -> Answer
    ) {
        register(.on, event, handler)
    }

    /// Registers the handler of every event of this name; a request is acknowledged without a value.
    public func on<each Argument: WireDecodable>(
        _ event: EventName,
        _ handler: @escaping @Sendable (repeat each Argument) async throws -> Void
    ) {
        register(.on, event, handler)
    }

    /// Registers the handler of one event of this name.
    public func once<Answer: WireEncodable, each Argument: WireDecodable>(
        _ event: EventName,
        _ handler: @escaping @Sendable (repeat each Argument) async throws -> Answer
    ) {
        register(.once, event, handler)
    }

    /// Registers the handler of one event of this name; a request is acknowledged without a value.
    public func once<each Argument: WireDecodable>(
        _ event: EventName,
        _ handler: @escaping @Sendable (repeat each Argument) async throws -> Void
    ) {
        register(.once, event, handler)
    }

    /// Removes the handlers of an event, or the one of a kind.
    public func removeHandler(_ event: EventName, _ kind: HandlerKind? = nil) {
        handlers.table.remove(kind, event, on: handlers.channel)
    }
}

extension RemoteSide where Outgoing == UntypedEvent {
    /// Sends an event with these arguments; as ``emit(_:delivery:)``.
    public func emit<each Argument: WireEncodable>(
        _ event: EventName,
        _ argument: repeat each Argument,
        delivery: Delivery = .reliable
    ) async throws {
        try await emit(UntypedEvent(event, repeat each argument), delivery: delivery)
    }

    /// Makes a request with these arguments and waits for its answer.
    ///
    /// - Parameters:
    ///   - timeout: how long to wait; `nil` takes what the client or server is configured with.
    ///   - conversion: how numbers in the answer become integers.
    public func request<Answer: WireDecodable, each Argument: WireEncodable>(
        _ event: EventName,
        _ argument: repeat each Argument,
        timeout: Duration? = nil,
        conversion: Conversion = .exact
    ) async throws -> Answer {
        try await request(event, timeout: timeout, conversion: conversion) { arguments throws(ConversionError) in
            for value in repeat each argument { try arguments.append(value) }
        }
    }

    /// Makes a request with these arguments that is acknowledged without a value.
    public func request<each Argument: WireEncodable>(
        _ event: EventName,
        _ argument: repeat each Argument,
        timeout: Duration? = nil
    ) async throws {
        try await request(event, timeout: timeout) { arguments throws(ConversionError) in
            for value in repeat each argument { try arguments.append(value) }
        }
    }
}

extension HandlerRegistry where Sender.Binding: UntypedTypes {
    private func register<Answer: WireEncodable, each Argument: WireDecodable>(
        _ kind: HandlerKind,
        _ name: EventName,
        _ body: @escaping @Sendable (repeat each Argument) async throws -> Answer
    ) {
        let event = Event<Sender.Direction, Sender.Binding, Answer, repeat each Argument>(name) {
            arguments throws(ConversionError) in
            (repeat try arguments.next((each Argument).self))
        }
        set(kind, event, body)
    }

    private func register<each Argument: WireDecodable>(
        _ kind: HandlerKind,
        _ name: EventName,
        _ body: @escaping @Sendable (repeat each Argument) async throws -> Void
    ) {
        let event = Event<Sender.Direction, Sender.Binding, Void, repeat each Argument>(name) {
            arguments throws(ConversionError) in
            (repeat try arguments.next((each Argument).self))
        }
        set(kind, event, body)
    }

    private func set<Answer, each Argument>(
        _ kind: HandlerKind,
        _ event: Event<Sender.Direction, Sender.Binding, Answer, repeat each Argument>,
        _ body: @escaping @Sendable (repeat each Argument) async throws -> Answer
    ) {
        let isConcurrent = handlers.isConcurrent
        handlers.set(kind, event.name, conversion: event.conversion, writeFailure: event.answer.writeFailure) {
            arguments throws(ConversionError) in
            _ = try event.decode(&arguments)
        } body: { call, _ in
            guard let argument = call.convert(event.decode) else { return }
            await call.end(concurrently: isConcurrent) {
                try call.answer(await body(repeat each argument), event.answer)
            }
        }
    }
}

/// What takes handlers for the events of a channel: a server's channel, one client of it, or a client's channel.
///
/// Exactly one handler runs for an event that a server gets: the client's `once`, else the client's `on`, else the
/// server's `once`, else the server's `on`; in a client program its `once`, else its `on`. A `once` handler is taken
/// by exactly one event. Registering again replaces. All of it may be called from anywhere at any time.
public protocol HandlerRegistry<Sender>: Sendable {
    /// The other side, as handlers get it.
    associatedtype Sender: RemoteChannel
    /// Where the handlers are kept.
    var handlers: HandlerStore<Sender.Peer> { get }
}

/// Where the handlers of one channel are kept; opaque.
public struct HandlerStore<Peer: Sendable>: Sendable {
    let table: HandlerTable<Peer>
    @usableFromInline let channel: ChannelName
    /// Whether middleware that is registered here sees the events of every channel.
    var coversAllChannels = false
    /// Whether handlers that are registered here run beside the thread on which messages arrive.
    @usableFromInline var isConcurrent = false

    init(table: HandlerTable<Peer>, channel: ChannelName, coversAllChannels: Bool = false) {
        self.table = table
        self.channel = channel
        self.coversAllChannels = coversAllChannels
    }

    /// Registers a handler.
    ///
    /// - Parameters:
    ///   - check: as ``Handler/check``.
    ///   - body: as ``Handler/body``.
    @usableFromInline
    func set(
        _ kind: HandlerKind,
        _ event: EventName,
        conversion: Conversion,
        writeFailure: FailureWriter?,
        check: @escaping @Sendable (inout ArgumentReader) throws(ConversionError) -> Void,
        body: @escaping @Sendable (_ call: HandlerCall, _ peer: Peer) async -> Void
    ) {
        let handler = Handler(conversion: conversion, writeFailure: writeFailure, check: check, body: body)
        table.set(kind, event, on: channel, to: handler)
    }
}

extension HandlerRegistry {
    /// Registers the handler of every event of this kind.
    @inlinable
    public func on<Answer, each Argument>(
        _ event: Event<Sender.Direction, Sender.Binding, Answer, repeat each Argument>,
        _ handler: @escaping @Sendable (Sender, repeat each Argument) async throws -> Answer
    ) {
        register(.on, event, handler)
    }

    /// Registers the handler of one event of this kind; arguments that do not convert do not use it up.
    @inlinable
    public func once<Answer, each Argument>(
        _ event: Event<Sender.Direction, Sender.Binding, Answer, repeat each Argument>,
        _ handler: @escaping @Sendable (Sender, repeat each Argument) async throws -> Answer
    ) {
        register(.once, event, handler)
    }

    /// Removes the handlers of an event, or the one of a kind; nothing happens where there is none.
    public func removeHandler(
        _ event: some EventDescriptor<Sender.Direction, Sender.Binding>,
        _ kind: HandlerKind? = nil
    ) {
        handlers.table.remove(kind, event.name, on: handlers.channel)
    }

    /// Closes the channel: all handlers that were registered here go.
    public func closeChannel() {
        handlers.table.removeAll(on: handlers.channel)
    }

    @inlinable
    func register<Answer, each Argument>(
        _ kind: HandlerKind,
        _ event: Event<Sender.Direction, Sender.Binding, Answer, repeat each Argument>,
        _ body: @escaping @Sendable (Sender, repeat each Argument) async throws -> Answer
    ) {
        let handlers = handlers
        let (channel, decode, answer) = (handlers.channel, event.decode, event.answer)
        let isConcurrent = handlers.isConcurrent
        handlers.set(kind, event.name, conversion: event.conversion, writeFailure: answer.writeFailure) {
            arguments throws(ConversionError) in
            _ = try decode(&arguments)
        } body: { call, peer in
            guard let argument = call.convert(decode) else { return }
            guard !isConcurrent, !call.isMeasured else {
                return await call.end(concurrently: isConcurrent) {
                    let value = try await body(Sender(peer, channel: channel), repeat each argument)
                    return try call.answer(value, answer)
                }
            }
            // The same without a closure, because most calls end here.
            do {
                let value = try await body(Sender(peer, channel: channel), repeat each argument)
                call.end(try call.answer(value, answer))
            } catch {
                call.fail(error)
            }
        }
    }
}

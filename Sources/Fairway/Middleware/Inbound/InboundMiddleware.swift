/// One registered inbound middleware with the types of its channel erased.
struct Middleware<Peer: Sendable>: Sendable {
    /// The only channel it sees; `nil` where it sees all of them.
    let channel: ChannelName?
    let body: @Sendable (Passage, RawArguments, Peer, @escaping MiddlewareStep.Next) async throws -> InboundReply

    /// The same for one peer.
    func step(for peer: Peer) -> MiddlewareStep {
        MiddlewareStep { [body] passage, arguments, next in try await body(passage, arguments, peer, next) }
    }
}

/// What one event passes through on its way to its handler.
struct MiddlewareStep: Sendable {
    typealias Next = @Sendable (RawArguments) async throws -> InboundReply

    let body: @Sendable (Passage, RawArguments, @escaping Next) async throws -> InboundReply
}

extension HandlerRegistry {
    /// Puts something between the events that come and their handlers (wire protocol, item 12).
    ///
    /// Of a server or a client it sees every channel's events, of a channel that channel's. The order is: the server's in the
    /// order of registration, its channel's, then those of the one client and of that client's channel, and the handler.
    /// Events without a handler pass as well; those of ``ReservedEvent`` do not.
    ///
    /// It runs in the handler's task, is cancelled with it, and counts as a running handler. What it throws is told to the
    /// peer, or is not, by the rules for the errors of handlers. It cannot be removed, except that a server's client takes
    /// its own with it.
    ///
    /// - Parameter middleware: gets the call, and calls `next` with it, changed or not, to let it through.
    public func use(
        _ middleware:
            @escaping @Sendable (
                _ call: InboundCall<Sender>,
                _ next: @escaping InboundCall<Sender>.Next
            ) async throws -> InboundReply
    ) {
        let store = handlers
        let erased = Middleware<Sender.Peer>(channel: store.coversAllChannels ? nil : store.channel) {
            passage,
            arguments,
            peer,
            next in
            try await middleware(InboundCall(passage, arguments: arguments, peer: peer)) { call in
                try await next(call.arguments)
            }
        }
        store.table.use(erased)
    }
}

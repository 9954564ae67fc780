extension HandlerRegistry where Sender.Peer == Client {
    /// Registers the handler of every request for this conversation.
    ///
    /// It gets the client's end of the conversation last, and registers handlers on it before the client may send.
    public func on<Opened, each Argument>(
        _ event: ConversationEvent<Sender.Direction, Sender.Binding, Opened, repeat each Argument>,
        _ handler: @escaping @Sendable (Sender, repeat each Argument, RemoteClient<Opened>) async throws -> Void
    ) {
        register(.on, event, handler)
    }

    /// Registers the handler of one request for this conversation; arguments that do not convert do not use it up.
    public func once<Opened, each Argument>(
        _ event: ConversationEvent<Sender.Direction, Sender.Binding, Opened, repeat each Argument>,
        _ handler: @escaping @Sendable (Sender, repeat each Argument, RemoteClient<Opened>) async throws -> Void
    ) {
        register(.once, event, handler)
    }
}

extension HandlerRegistry where Sender.Peer == FairwayClient {
    /// Registers the handler of every request for this conversation.
    ///
    /// It gets the server's end of the conversation last, and registers handlers on it before the server may send.
    public func on<Opened, each Argument>(
        _ event: ConversationEvent<Sender.Direction, Sender.Binding, Opened, repeat each Argument>,
        _ handler: @escaping @Sendable (Sender, repeat each Argument, RemoteServer<Opened>) async throws -> Void
    ) {
        register(.on, event, handler)
    }

    /// Registers the handler of one request for this conversation; arguments that do not convert do not use it up.
    public func once<Opened, each Argument>(
        _ event: ConversationEvent<Sender.Direction, Sender.Binding, Opened, repeat each Argument>,
        _ handler: @escaping @Sendable (Sender, repeat each Argument, RemoteServer<Opened>) async throws -> Void
    ) {
        register(.once, event, handler)
    }
}

extension HandlerRegistry {
    private func register<Opened, Board: RemoteChannel, each Argument>(
        _ kind: HandlerKind,
        _ event: ConversationEvent<Sender.Direction, Sender.Binding, Opened, repeat each Argument>,
        _ body: @escaping @Sendable (Sender, repeat each Argument, Board) async throws -> Void
    ) where Board.Peer == Sender.Peer, Board.Binding == Opened {
        let channel = handlers.channel
        let handler = Handler<Sender.Peer>(conversion: event.conversion, writeFailure: event.answer.writeFailure) {
            reader,
            peer throws(ConversionError) in
            let argument = try event.decode(&reader)
            let sender = Sender(peer, channel: channel)
            return HandlerRun(event.answer) { arrival in
                try await sender.route.channels.answer(arrival.requestID) { opened in
                    try await apply(body, sender, repeat each argument, Board(peer, channel: opened))
                }
            }
        }
        handlers.table.set(kind, event.name, on: channel, to: handler)
    }
}

/// Calls a function; the compiler spreads arguments only at the end of a call, and the conversation comes after them.
private func apply<Sender, each Argument>(
    _ body: (Sender, repeat each Argument) async throws -> Void,
    _ sender: Sender,
    _ argument: repeat each Argument
) async throws {
    try await body(sender, repeat each argument)
}

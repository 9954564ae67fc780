extension HandlerRegistry where Sender.Peer == Client {
    /// Registers the handler of every request for this conversation.
    ///
    /// It gets the client's end of the conversation last, and registers handlers on it before the client may send.
    public func on<Opened, each Argument>(
        _ event: ConversationEvent<Sender.Direction, Sender.Binding, Opened, repeat each Argument>,
        _ handler: @escaping @Sendable (Sender, repeat each Argument, RemoteClient<Opened>) async throws -> Void
    ) {
        register(.on, event) { (sender, opened, argument: repeat each Argument) in
            try await bind(handler, sender, repeat each argument, opened)()
        }
    }

    /// Registers the handler of one request for this conversation; arguments that do not convert do not use it up.
    public func once<Opened, each Argument>(
        _ event: ConversationEvent<Sender.Direction, Sender.Binding, Opened, repeat each Argument>,
        _ handler: @escaping @Sendable (Sender, repeat each Argument, RemoteClient<Opened>) async throws -> Void
    ) {
        register(.once, event) { (sender, opened, argument: repeat each Argument) in
            try await bind(handler, sender, repeat each argument, opened)()
        }
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
        register(.on, event) { (sender, opened, argument: repeat each Argument) in
            try await bind(handler, sender, repeat each argument, opened)()
        }
    }

    /// Registers the handler of one request for this conversation; arguments that do not convert do not use it up.
    public func once<Opened, each Argument>(
        _ event: ConversationEvent<Sender.Direction, Sender.Binding, Opened, repeat each Argument>,
        _ handler: @escaping @Sendable (Sender, repeat each Argument, RemoteServer<Opened>) async throws -> Void
    ) {
        register(.once, event) { (sender, opened, argument: repeat each Argument) in
            try await bind(handler, sender, repeat each argument, opened)()
        }
    }
}

extension HandlerRegistry {
    func register<Opened, Remote: RemoteChannel, each Argument>(
        _ kind: HandlerKind,
        _ event: ConversationEvent<Sender.Direction, Sender.Binding, Opened, repeat each Argument>,
        _ body: @escaping @Sendable (Sender, Remote, repeat each Argument) async throws -> Void
    ) where Remote.Peer == Sender.Peer, Remote.Binding == Opened {
        let handlers = handlers
        let (channel, isConcurrent) = (handlers.channel, handlers.isConcurrent)
        handlers.set(kind, event.name, conversion: event.conversion, writeFailure: event.answer.writeFailure) {
            arguments throws(ConversionError) in
            _ = try event.decode(&arguments)
        } body: { call, peer in
            guard let argument = call.convert(event.decode) else { return }
            await call.end(concurrently: isConcurrent) {
                try await call.arrival.answer { opened in
                    try await body(
                        Sender(peer, channel: channel),
                        Remote(peer, channel: opened),
                        repeat each argument
                    )
                }
            }
        }
    }
}

/// A call of a function with these arguments; the compiler spreads a pack only at the end of a call, and the conversation
/// comes after it.
///
/// It is made before it is awaited: an asynchronous function that takes the pack by itself frees it out of order where
/// the compiler does not optimize.
private func bind<Sender, each Argument>(
    _ body: @escaping @Sendable (Sender, repeat each Argument) async throws -> Void,
    _ sender: Sender,
    _ argument: repeat each Argument
) -> () async throws -> Void {
    { try await body(sender, repeat each argument) }
}

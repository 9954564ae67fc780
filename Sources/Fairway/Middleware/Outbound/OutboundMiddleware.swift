/// One registered outbound middleware with the types of its channel erased.
struct OutboundMiddleware<Peer: Sendable>: Sendable {
    /// The only channel it sees; `nil` where it sees all of them.
    let channel: ChannelName?
    /// What it does around something that goes to one peer.
    let toOne: @Sendable (Departure, RawArguments, Peer, @escaping OutboundStep.Next) async throws -> OutboundReply
    /// What it does around a broadcast, which only a server makes.
    let toAll: OutboundStep?

    /// The same for one peer.
    func step(for peer: Peer) -> OutboundStep {
        OutboundStep { [toOne] departure, arguments, next in try await toOne(departure, arguments, peer, next) }
    }
}

/// What an event or a request passes through on its way to the connection.
struct OutboundStep: Sendable {
    typealias Next = @Sendable (RawArguments) async throws -> OutboundReply

    let body: @Sendable (Departure, RawArguments, @escaping Next) async throws -> OutboundReply
}

extension HandlerRegistry where Sender.Peer == Client {
    /// Puts something between the events and requests of this side and the connection; the counterpart of ``use(_:)``.
    ///
    /// Of a server or a client it sees what goes out on every channel, of a channel what goes out on that one. The order is
    /// that of ``use(_:)``, from the general to the particular: the server's in the order of registration, its channel's,
    /// then those of the one client and of that client's channel, and the connection. A broadcast passes the server's and its
    /// channel's once, without a receiver, and then those of each client. Answers to a client's requests are what `next`
    /// returns to ``use(_:)``, and do not come here.
    ///
    /// It runs in the caller's task and is cancelled with it. What cannot be sent, because an argument does not convert or
    /// the name is one of ``ReservedEvent``, does not come here. What it throws the caller gets as it is, and where it has
    /// not called `next` nothing is sent; of a broadcast it is the failure of every client. It cannot be removed, except
    /// that a client takes its own with it.
    ///
    /// - Parameter middleware: gets the call, and calls `next` with it, changed or not, to let it through.
    public func useOutbound(
        _ middleware:
            @escaping @Sendable (
                _ call: OutboundCall<Sender?>,
                _ next: @escaping OutboundCall<Sender?>.Next
            ) async throws -> OutboundReply
    ) {
        let store = handlers
        let erased = OutboundMiddleware<Client>(
            channel: store.coversAllChannels ? nil : store.channel,
            toOne: { departure, arguments, client, next in
                let receiver = Sender(client, channel: departure.channel)
                return try await middleware(OutboundCall(departure, arguments: arguments, receiver: receiver)) { call in
                    try await next(call.arguments)
                }
            },
            toAll: OutboundStep { departure, arguments, next in
                try await middleware(OutboundCall(departure, arguments: arguments, receiver: nil)) { call in
                    try await next(call.arguments)
                }
            }
        )
        store.table.outbound.use(erased)
    }
}

extension HandlerRegistry where Sender.Peer == FairwayClient {
    /// Puts something between the events and requests of this side and the connection; the counterpart of ``use(_:)``.
    ///
    /// Of a client it sees what goes out on every channel, of a channel what goes out on that one, and the client's come first,
    /// in the order of registration. Answers to the server's requests are what `next` returns to ``use(_:)``, and do not come
    /// here. Whether there is a connection is found out behind it.
    ///
    /// It runs in the caller's task and is cancelled with it. What cannot be sent, because an argument does not convert or
    /// the name is one of ``ReservedEvent``, does not come here. What it throws the caller gets as it is, and where it has
    /// not called `next` nothing is sent. It stays for good.
    ///
    /// - Parameter middleware: gets the call, and calls `next` with it, changed or not, to let it through.
    public func useOutbound(
        _ middleware:
            @escaping @Sendable (
                _ call: OutboundCall<Sender>,
                _ next: @escaping OutboundCall<Sender>.Next
            ) async throws -> OutboundReply
    ) {
        let store = handlers
        let erased = OutboundMiddleware<FairwayClient>(
            channel: store.coversAllChannels ? nil : store.channel,
            toOne: { departure, arguments, client, next in
                let receiver = Sender(client, channel: departure.channel)
                return try await middleware(OutboundCall(departure, arguments: arguments, receiver: receiver)) { call in
                    try await next(call.arguments)
                }
            },
            toAll: nil
        )
        store.table.outbound.use(erased)
    }
}

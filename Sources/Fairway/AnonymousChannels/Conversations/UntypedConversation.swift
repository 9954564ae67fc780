extension HandlerRegistry where Sender.Binding: UntypedTypes, Sender.Peer == Client {
    /// Registers the handler of every request of this name that is answered with a conversation.
    ///
    /// It gets the client's end of the conversation first, and registers handlers on it before the client may send.
    public func on<each Argument: WireDecodable>(
        opening event: EventName,
        _ handler: @escaping @Sendable (RemoteClient<UntypedConversation>, repeat each Argument) async throws -> Void
    ) {
        register(.on, conversation(event)) {
            (_, opened: RemoteClient<UntypedConversation>, argument: repeat each Argument) in
            try await handler(opened, repeat each argument)
        }
    }

    /// Registers the handler of one request of this name that is answered with a conversation.
    ///
    /// It gets the client's end of the conversation first, and registers handlers on it before the client may send.
    public func once<each Argument: WireDecodable>(
        opening event: EventName,
        _ handler: @escaping @Sendable (RemoteClient<UntypedConversation>, repeat each Argument) async throws -> Void
    ) {
        register(.once, conversation(event)) {
            (_, opened: RemoteClient<UntypedConversation>, argument: repeat each Argument) in
            try await handler(opened, repeat each argument)
        }
    }
}

extension HandlerRegistry where Sender.Binding: UntypedTypes, Sender.Peer == FairwayClient {
    /// Registers the handler of every request of this name that is answered with a conversation.
    ///
    /// It gets the server's end of the conversation first, and registers handlers on it before the server may send.
    public func on<each Argument: WireDecodable>(
        opening event: EventName,
        _ handler: @escaping @Sendable (RemoteServer<UntypedConversation>, repeat each Argument) async throws -> Void
    ) {
        register(.on, conversation(event)) {
            (_, opened: RemoteServer<UntypedConversation>, argument: repeat each Argument) in
            try await handler(opened, repeat each argument)
        }
    }

    /// Registers the handler of one request of this name that is answered with a conversation.
    ///
    /// It gets the server's end of the conversation first, and registers handlers on it before the server may send.
    public func once<each Argument: WireDecodable>(
        opening event: EventName,
        _ handler: @escaping @Sendable (RemoteServer<UntypedConversation>, repeat each Argument) async throws -> Void
    ) {
        register(.once, conversation(event)) {
            (_, opened: RemoteServer<UntypedConversation>, argument: repeat each Argument) in
            try await handler(opened, repeat each argument)
        }
    }
}

extension HandlerRegistry where Sender.Binding: UntypedTypes {
    private func conversation<each Argument: WireDecodable>(
        _ event: EventName
    ) -> ConversationEvent<Sender.Direction, Sender.Binding, UntypedConversation, repeat each Argument> {
        ConversationEvent(event) { arguments throws(ConversionError) in
            (repeat try arguments.next((each Argument).self))
        }
    }
}

extension RemoteSide where Outgoing == UntypedEvent {
    fileprivate func open<Opened: Sendable, each Argument: WireEncodable>(
        _ event: EventName,
        _ argument: repeat each Argument,
        timeout: Duration?,
        prepare: @escaping @Sendable (ChannelName) -> Opened
    ) async throws -> Opened {
        let write = { (arguments: inout ArgumentWriter) throws(ConversionError) in
            for value in repeat each argument { try arguments.append(value) }
        }
        let answer: AnswerDecoding<Void> = .acknowledgement(.exact, throws: Never.self)
        return try await open(event, timeout: timeout, arguments: write, answer: answer, prepare: prepare)
    }
}

extension RemoteServer where Binding: UntypedTypes {
    /// Makes a request with these arguments that is answered with a conversation, and waits until that is open.
    ///
    /// - Parameters:
    ///   - timeout: how long to wait; `nil` takes what the client is configured with.
    ///   - prepare: registers handlers on the conversation, before the server may send anything on it.
    /// - Throws: as ``RemoteSide/request(_:_:timeout:conversion:)``.
    public func request<each Argument: WireEncodable>(
        opening event: EventName,
        _ argument: repeat each Argument,
        timeout: Duration? = nil,
        prepare: @escaping @Sendable (RemoteServer<UntypedConversation>) -> Void = { _ in }
    ) async throws -> RemoteServer<UntypedConversation> {
        try await open(event, repeat each argument, timeout: timeout) { channel in
            let opened = RemoteServer<UntypedConversation>(client, channel: channel)
            prepare(opened)
            return opened
        }
    }
}

extension RemoteClient where Binding: UntypedTypes {
    /// Makes a request with these arguments that is answered with a conversation, and waits until that is open.
    ///
    /// - Parameters:
    ///   - timeout: how long to wait; `nil` takes what the server is configured with.
    ///   - prepare: registers handlers on the conversation, before the client may send anything on it.
    /// - Throws: as ``RemoteSide/request(_:_:timeout:conversion:)``.
    public func request<each Argument: WireEncodable>(
        opening event: EventName,
        _ argument: repeat each Argument,
        timeout: Duration? = nil,
        prepare: @escaping @Sendable (RemoteClient<UntypedConversation>) -> Void = { _ in }
    ) async throws -> RemoteClient<UntypedConversation> {
        try await open(event, repeat each argument, timeout: timeout) { channel in
            let opened = RemoteClient<UntypedConversation>(client, channel: channel)
            prepare(opened)
            return opened
        }
    }
}

extension FairwayClient {
    /// As ``RemoteServer/request(opening:_:timeout:prepare:)``, on the main channel.
    public func request<each Argument: WireEncodable>(
        opening event: EventName,
        _ argument: repeat each Argument,
        timeout: Duration? = nil,
        prepare: @escaping @Sendable (RemoteServer<UntypedConversation>) -> Void = { _ in }
    ) async throws -> RemoteServer<UntypedConversation> {
        try await of(.main).request(opening: event, repeat each argument, timeout: timeout, prepare: prepare)
    }
}

extension Client {
    /// As ``RemoteClient/request(opening:_:timeout:prepare:)``, on the main channel.
    public func request<each Argument: WireEncodable>(
        opening event: EventName,
        _ argument: repeat each Argument,
        timeout: Duration? = nil,
        prepare: @escaping @Sendable (RemoteClient<UntypedConversation>) -> Void = { _ in }
    ) async throws -> RemoteClient<UntypedConversation> {
        try await of(.main).request(opening: event, repeat each argument, timeout: timeout, prepare: prepare)
    }
}

extension RemoteServer {
    /// Makes a request that is answered with a conversation. Generated code calls it.
    ///
    /// - Parameters:
    ///   - opened: the conversation's types.
    ///   - timeout: how long to wait for it to open; `nil` takes what the client is configured with.
    ///   - conversion: how numbers in the declared error become integers.
    ///   - failure: the error that the schema lets the server answer with instead.
    ///   - write: writes the arguments.
    ///   - prepare: registers handlers on the conversation, before the server may send anything on it.
    /// - Returns: the conversation, which is open until one of the two sides or the connection ends it.
    /// - Throws: as ``RemoteSide/request(_:timeout:conversion:throws:where:arguments:)``.
    @inlinable
    public func open<Opened: ConversationBinding, Failure: WireCodable & Error>(
        _ event: EventName,
        _ opened: Opened.Type,
        timeout: Duration? = nil,
        conversion: Conversion = .exact,
        throws failure: Failure.Type = Never.self,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void = { _ in },
        prepare: @escaping @Sendable (RemoteServer<Opened>) -> Void = { _ in }
    ) async throws -> RemoteServer<Opened> {
        let answer: AnswerDecoding<Void> = .acknowledgement(conversion, throws: failure)
        return try await open(event, timeout: timeout, arguments: write, answer: answer) { channel in
            let opened = RemoteServer<Opened>(client, channel: channel)
            prepare(opened)
            return opened
        }
    }
}

extension RemoteClient {
    /// Makes a request that is answered with a conversation. Generated code calls it.
    ///
    /// - Parameters:
    ///   - opened: the conversation's types.
    ///   - timeout: how long to wait for it to open; `nil` takes what the server is configured with.
    ///   - conversion: how numbers in the declared error become integers.
    ///   - failure: the error that the schema lets the client answer with instead.
    ///   - write: writes the arguments.
    ///   - prepare: registers handlers on the conversation, before the client may send anything on it.
    /// - Returns: the conversation, which is open until one of the two sides or the connection ends it.
    /// - Throws: as ``RemoteSide/request(_:timeout:conversion:throws:where:arguments:)``.
    @inlinable
    public func open<Opened: ConversationBinding, Failure: WireCodable & Error>(
        _ event: EventName,
        _ opened: Opened.Type,
        timeout: Duration? = nil,
        conversion: Conversion = .exact,
        throws failure: Failure.Type = Never.self,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void = { _ in },
        prepare: @escaping @Sendable (RemoteClient<Opened>) -> Void = { _ in }
    ) async throws -> RemoteClient<Opened> {
        let answer: AnswerDecoding<Void> = .acknowledgement(conversion, throws: failure)
        return try await open(event, timeout: timeout, arguments: write, answer: answer) { channel in
            let opened = RemoteClient<Opened>(client, channel: channel)
            prepare(opened)
            return opened
        }
    }
}

extension RemoteSide {
    @usableFromInline
    func open<Opened: Sendable>(
        _ event: EventName,
        timeout: Duration?,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void,
        answer: AnswerDecoding<Void>,
        prepare: @escaping @Sendable (ChannelName) -> Opened
    ) async throws -> Opened {
        try await route.open(event, timeout: timeout, arguments: write, answer: answer) { connection, number in
            let conversation = AnonymousChannel(number, on: connection)
            connection.owner?.openHandlers(for: conversation)
            return (.conversation(conversation), prepare(ChannelName(conversation)))
        }
    }
}

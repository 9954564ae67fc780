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
    /// - Throws: ``UnavailableFeature``, with nothing sent, until conversations are part of Fairway;
    ///   ``ReservedEventError``.
    @inlinable
    public func open<Opened: ConversationBinding, Failure: WireCodable & Error>(
        _ event: EventName,
        _ opened: Opened.Type,
        timeout: Duration? = nil,
        conversion: Conversion = .exact,
        throws failure: Failure.Type = Never.self,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void = { _ in },
        prepare: (RemoteServer<Opened>) -> Void = { _ in }
    ) async throws -> RemoteServer<Opened> {
        let answer: AnswerDecoding<Void> = .acknowledgement(conversion, throws: failure)
        let channel = try await open(event, timeout: timeout, arguments: write, answer: answer) { channel in
            prepare(RemoteServer<Opened>(client, channel: channel))
        }
        return RemoteServer<Opened>(client, channel: channel)
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
    /// - Throws: ``UnavailableFeature``, with nothing sent, until conversations are part of Fairway;
    ///   ``ReservedEventError``.
    @inlinable
    public func open<Opened: ConversationBinding, Failure: WireCodable & Error>(
        _ event: EventName,
        _ opened: Opened.Type,
        timeout: Duration? = nil,
        conversion: Conversion = .exact,
        throws failure: Failure.Type = Never.self,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void = { _ in },
        prepare: (RemoteClient<Opened>) -> Void = { _ in }
    ) async throws -> RemoteClient<Opened> {
        let answer: AnswerDecoding<Void> = .acknowledgement(conversion, throws: failure)
        let channel = try await open(event, timeout: timeout, arguments: write, answer: answer) { channel in
            prepare(RemoteClient<Opened>(client, channel: channel))
        }
        return RemoteClient<Opened>(client, channel: channel)
    }
}

extension RemoteSide {
    @usableFromInline
    func open(
        _ event: EventName,
        timeout: Duration?,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void,
        answer: AnswerDecoding<Void>,
        prepare: (ChannelName) -> Void
    ) async throws -> ChannelName {
        try ReservedEventError.check(event, on: route.channel)
        return try await route.channels.conversation(
            event,
            timeout: timeout,
            arguments: write,
            answer: answer,
            prepare: prepare
        )
    }
}

extension RemoteServer where Binding: ConversationBinding {
    /// Ends the conversation in good order; does nothing where it has ended.
    public func close() { route.channels.close(route.channel) }

    /// Ends the conversation with words for the server; does nothing where it has ended.
    public func abort(_ reason: String) { route.channels.abort(route.channel, reason) }
}

extension RemoteClient where Binding: ConversationBinding {
    /// Ends the conversation in good order, and not the connection; does nothing where it has ended.
    public func close() { route.channels.close(route.channel) }

    /// Ends the conversation with words for the client; does nothing where it has ended.
    public func abort(_ reason: String) { route.channels.abort(route.channel, reason) }
}

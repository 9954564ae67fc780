/// Opens the anonymous channels that streams and conversations run on (wire protocol, Anonymous channels).
///
/// A later version implements it over a connection. Until then ``UnavailableChannels`` stands in, so that what
/// programs and generated code call stays the same.
protocol ChannelOpening: Sendable {
    /// Asks for a stream; returns once the other side has opened it.
    func stream<Element>(
        _ event: EventName,
        timeout: Duration?,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void,
        element: AnswerDecoding<Element>
    ) async throws -> RemoteStream<Element>

    /// Asks for a conversation.
    ///
    /// - Parameter prepare: takes the new channel before the other side may send anything on it.
    func conversation(
        _ event: EventName,
        timeout: Duration?,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void,
        answer: AnswerDecoding<Void>,
        prepare: (ChannelName) -> Void
    ) async throws -> ChannelName

    /// Answers a request with a stream of what `open` returns.
    func answer<Values: AsyncSequence & Sendable>(
        _ requestID: RequestID?,
        element: AnswerEncoding<Values.Element>,
        streaming open: () async throws -> Values
    ) async throws -> EncodedMessage?

    /// Answers a request with a conversation.
    ///
    /// - Parameter prepare: takes the new channel before the other side may send anything on it.
    func answer(
        _ requestID: RequestID?,
        conversing prepare: (ChannelName) async throws -> Void
    ) async throws -> EncodedMessage?

    /// Ends a conversation in good order; one that is not open stays as it is.
    func close(_ conversation: ChannelName)

    /// Ends a conversation with words for the other side; one that is not open stays as it is.
    func abort(_ conversation: ChannelName, _ reason: String)
}

extension Route {
    /// What opens anonymous channels on this way.
    var channels: any ChannelOpening { UnavailableChannels() }
}

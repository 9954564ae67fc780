/// What an inbound event or request comes to: the answer of its handler, or what middleware answers in its place.
public struct InboundReply: Sendable {
    private enum Content: Sendable {
        /// What the runtime has encoded for a request.
        case encoded(EncodedMessage, RequestID)
        case value(@Sendable (inout WireWriter) throws(ConversionError) -> Void)
        case empty
    }

    private let content: Content

    /// What a handler has answered.
    init(_ message: EncodedMessage?, to requestID: RequestID?) {
        guard let message, let requestID else {
            content = .empty
            return
        }
        content = .encoded(message, requestID)
    }

    private init(_ content: Content) {
        self.content = content
    }

    /// Answers with a value; it is not sent where nobody has asked.
    ///
    /// One that the wire has no form for is the peer's `internal error`, as with a handler.
    public static func answer(_ value: some WireEncodable) -> InboundReply {
        InboundReply(.value { writer throws(ConversionError) in try writer.write(value) })
    }

    /// Nothing: a request is acknowledged without a value, and an event is dropped.
    public static var empty: InboundReply { InboundReply(.empty) }

    /// The message that answers a request.
    func message(for id: RequestID) throws(ConversionError) -> EncodedMessage {
        switch content {
        case .encoded(let message, id): message
        // Middleware may keep a reply, and answer another request with it.
        case .encoded(let message, let other) where message == OutboundFrame.openedChannel(other):
            // What the channel carries belongs to the other request.
            throw ConversionError(
                sending: "a stream or a conversation answers one request",
                outline: "it answers one request"
            )
        case .encoded(let message, let other): OutboundFrame.answer(message, to: other, for: id)
        case .value(let write): try OutboundFrame.answer(id, value: write)
        case .empty: OutboundFrame.acknowledgement(id)
        }
    }
}

/// No handler takes an event; middleware gets it from what is behind, and the peer is told where it was a request.
public struct UnhandledEvent: PresentableError, Sendable, Hashable {
    /// The channel.
    public let channel: ChannelName
    /// The event.
    public let event: EventName

    /// What the peer is told (wire protocol, item 8).
    public var message: String { "no event listener for '\(event.cited)'\(channel.place)" }
}

/// Middleware called what is behind it again after a handler had been started.
public struct HandlerAlreadyRun: Error, Sendable, Hashable {}

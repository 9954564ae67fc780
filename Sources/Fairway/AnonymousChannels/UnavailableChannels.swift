/// A part of the protocol that this version of Fairway does not have yet. The peer is told so.
public enum UnavailableFeature: PresentableError, Sendable, Hashable, CustomStringConvertible {
    /// Requests that are answered with a stream of values.
    case streams
    /// Requests that are answered with a conversation.
    case conversations

    /// What the peer is told.
    public var message: String {
        switch self {
        case .streams: "streams are not available yet"
        case .conversations: "conversations are not available yet"
        }
    }

    /// The message.
    public var description: String { message }
}

/// Refuses every anonymous channel, on both sides and before anything is sent or any handler runs.
struct UnavailableChannels: ChannelOpening {
    func stream<Element>(
        _ event: EventName,
        timeout: Duration?,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void,
        element: AnswerDecoding<Element>
    ) async throws -> RemoteStream<Element> {
        throw UnavailableFeature.streams
    }

    func conversation(
        _ event: EventName,
        timeout: Duration?,
        arguments write: (inout ArgumentWriter) throws(ConversionError) -> Void,
        answer: AnswerDecoding<Void>,
        prepare: (ChannelName) -> Void
    ) async throws -> ChannelName {
        throw UnavailableFeature.conversations
    }

    func answer<Values: AsyncSequence & Sendable>(
        _ requestID: RequestID?,
        element: AnswerEncoding<Values.Element>,
        streaming open: () async throws -> Values
    ) async throws -> EncodedMessage? {
        throw UnavailableFeature.streams
    }

    func answer(
        _ requestID: RequestID?,
        conversing prepare: (ChannelName) async throws -> Void
    ) async throws -> EncodedMessage? {
        throw UnavailableFeature.conversations
    }

    // No conversation is ever open, so that there is none to end.

    func close(_ conversation: ChannelName) {}

    func abort(_ conversation: ChannelName, _ reason: String) {}
}

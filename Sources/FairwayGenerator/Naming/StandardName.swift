/// A declaration of another module that generated code names.
package enum StandardName: String, CaseIterable {
    case asyncSequence = "AsyncSequence"
    case codable = "Codable"
    case codingKey = "CodingKey"
    case decoder = "Decoder"
    case encoder = "Encoder"
    case error = "Error"
    case hashable = "Hashable"
    case rawRepresentable = "RawRepresentable"
    case sendable = "Sendable"
    case void = "Void"
    case duration = "Duration"

    case data = "Data"
    case date = "Date"
    case url = "URL"
    case uuid = "UUID"

    case argumentWriter = "ArgumentWriter"
    case channelBinding = "ChannelBinding"
    case channelEvent = "ChannelEvent"
    case channelName = "ChannelName"
    case conversationBinding = "ConversationBinding"
    case conversionError = "ConversionError"
    case eventName = "EventName"
    case fieldNames = "FieldNames"
    case handlerRegistry = "HandlerRegistry"
    case indirect = "Indirect"
    case jsonValue = "JSONValue"
    case remoteStream = "RemoteStream"
    case unionDecoder = "UnionDecoder"
    case unionEncoder = "UnionEncoder"
    case wireCodable = "WireCodable"
    case wireKey = "WireKey"
    case wireReader = "WireReader"
    case wireWriter = "WireWriter"

    /// The module that declares it.
    var module: String {
        switch self {
        case .asyncSequence, .codable, .codingKey, .decoder, .encoder, .error, .hashable, .rawRepresentable,
            .sendable, .void, .duration:
            "Swift"
        case .data, .date, .url, .uuid: "Foundation"
        case .argumentWriter, .channelBinding, .channelEvent, .channelName, .conversationBinding, .conversionError,
            .eventName, .fieldNames, .handlerRegistry, .indirect, .jsonValue, .remoteStream, .unionDecoder,
            .unionEncoder, .wireCodable, .wireKey, .wireReader, .wireWriter:
            "Fairway"
        }
    }
}

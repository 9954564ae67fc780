/// A declaration of another module that generated code names.
enum StandardName: String, CaseIterable {
    case codable = "Codable"
    case codingKey = "CodingKey"
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
    case conversionError = "ConversionError"
    case eventName = "EventName"
    case fieldNames = "FieldNames"
    case handlerRegistry = "HandlerRegistry"
    case indirect = "Indirect"
    case jsonValue = "JSONValue"
    case wireCodable = "WireCodable"
    case wireReader = "WireReader"
    case wireWriter = "WireWriter"

    /// The module that declares it.
    var module: String {
        switch self {
        case .codable, .codingKey, .hashable, .rawRepresentable, .sendable, .void, .duration: "Swift"
        case .data, .date, .url, .uuid: "Foundation"
        case .argumentWriter, .channelBinding, .channelEvent, .channelName, .conversionError, .eventName, .fieldNames,
            .handlerRegistry, .indirect, .jsonValue, .wireCodable, .wireReader, .wireWriter:
            "Fairway"
        }
    }
}

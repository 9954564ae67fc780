/// The types of a channel without a schema: either side may emit any event, and handlers are closures, typed by what they
/// take.
public protocol UntypedTypes: ChannelTypes where ServerEvent == UntypedEvent, ClientEvent == UntypedEvent {}

/// The binding of a conversation without a schema, which ``RemoteSide/request(opening:_:timeout:prepare:)`` opens.
public enum UntypedConversation: ConversationBinding, UntypedTypes {
    /// What either side may emit: any event.
    public typealias ServerEvent = UntypedEvent
    /// What either side may emit: any event.
    public typealias ClientEvent = UntypedEvent
}

/// The binding of a channel without a schema.
public enum Untyped: ChannelBinding, UntypedTypes {
    /// What either side may emit: any event.
    public typealias ServerEvent = UntypedEvent
    /// What either side may emit: any event.
    public typealias ClientEvent = UntypedEvent
    /// The main channel's; channels obtained with `of(_:)` carry their own.
    public static let channelName = ChannelName.main
}

/// An event with arguments that have been encoded already.
public struct UntypedEvent: ChannelEvent {
    /// The name on the wire.
    public let eventName: EventName
    /// The elements of a JSON array, with the commas between them.
    private let arguments: [UInt8]

    /// Encodes the arguments.
    ///
    /// - Throws: ``ConversionError`` where the wire has no form for one of them.
    public init<each Argument: WireEncodable>(
        _ name: EventName,
        _ argument: repeat each Argument
    ) throws(ConversionError) {
        eventName = name
        var writer = ArgumentWriter(WireWriter(depth: 2))
        do throws(ConversionError) {
            for value in repeat each argument { try writer.append(value) }
        } catch {
            throw writer.failure(error, of: name)
        }
        arguments = writer.writer.bytes
    }

    /// Writes the arguments as they were encoded.
    public func writeArguments(to writer: inout ArgumentWriter) throws(ConversionError) {
        guard !arguments.isEmpty else { return }
        arguments.withUnsafeBytes { writer.writer.writeRawValue($0) }
    }
}

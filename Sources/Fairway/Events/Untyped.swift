/// The binding of a channel without a schema: handlers are closures, typed by what they take.
public enum Untyped: ChannelBinding {
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
    /// A JSON array.
    private let arguments: [JSONText]

    /// Encodes the arguments.
    ///
    /// - Throws: ``ConversionError`` where the wire has no form for one of them.
    public init<each Argument: WireEncodable>(
        _ name: EventName,
        _ argument: repeat each Argument
    ) throws(ConversionError) {
        eventName = name
        var arguments: [JSONText] = []
        for value in repeat each argument {
            arguments.append(try JSONText(value))
        }
        self.arguments = arguments
    }

    /// Writes the arguments as they were encoded.
    public func writeArguments(to writer: inout ArgumentWriter) throws(ConversionError) {
        for argument in arguments { try writer.append(argument) }
    }
}

/// One value as JSON text.
private struct JSONText: WireEncodable, Hashable {
    private let bytes: [UInt8]
    let isNull: Bool

    init<Value: WireEncodable>(_ value: Value) throws(ConversionError) {
        bytes = try value.wireBytes()
        isNull = value.isNull
    }

    func write(to writer: inout WireWriter) throws(ConversionError) {
        bytes.withUnsafeBytes { writer.writeRawValue($0) }
    }
}

/// The arguments of a message as JSON text.
public struct RawArguments: Sendable, Hashable, CustomStringConvertible {
    /// A JSON array in UTF-8: the arguments, without the event's name.
    public let bytes: [UInt8]

    /// Copies the arguments of an event.
    init(_ event: InboundEvent, in message: UnsafeRawBufferPointer) {
        var rest = message[event.argumentsStart..<event.array.upperBound].drop { " \t\r\n".utf8.contains($0) }
        if rest.first == UInt8(ascii: ",") { rest = rest.dropFirst() }
        bytes = [UInt8(ascii: "[")] + rest
    }

    /// The JSON text.
    public var description: String { String(decoding: bytes, as: UTF8.self) }

    /// Decodes the arguments as the elements of one list; any JSON fits ``JSONValue``.
    ///
    /// - Throws: ``ConversionError`` where one does not convert.
    public func decode<Element: WireDecodable>(as type: Element.Type = Element.self) throws(ConversionError)
        -> [Element]
    {
        try [Element](wireBytes: bytes)
    }
}

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

    /// Encodes arguments; trailing `nil` ones are left out, and inner ones are `null`.
    ///
    /// - Throws: ``ConversionError`` where the wire has no form for one of them.
    public init<each Argument: WireEncodable>(_ argument: repeat each Argument) throws(ConversionError) {
        var writer = ArgumentWriter(WireWriter(depth: 2))
        for value in repeat each argument { try writer.append(value) }
        bytes = [UInt8(ascii: "[")] + writer.writer.bytes + [UInt8(ascii: "]")]
    }

    /// Encodes a list of arguments, as ``decode(as:)`` returns one.
    ///
    /// - Throws: ``ConversionError`` where the wire has no form for one of them.
    public init(elements: [some WireEncodable]) throws(ConversionError) {
        bytes = try elements.wireBytes()
    }

    /// The arguments as they stand in a message, behind the event's name and up to the end of the array.
    var following: [UInt8] {
        var bytes = bytes
        // The first byte is the bracket that opens the array, whichever way they were made.
        let isEmpty = bytes.dropFirst().first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "]")
        bytes[0] = UInt8(ascii: isEmpty ? " " : ",")
        return bytes
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

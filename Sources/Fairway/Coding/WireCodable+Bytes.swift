extension WireDecodable {
    /// Reads a value from JSON text that holds nothing else, as it stands on the wire.
    ///
    /// - Throws: ``ConversionError`` where the text is malformed or holds something else.
    @inlinable
    public init(wireBytes bytes: [UInt8]) throws(ConversionError) {
        self = try WireReader.readAll(bytes) { reader throws(ConversionError) in try reader.read(Self.self) }
    }
}

extension WireReader {
    /// Reads bytes to their end.
    @inlinable
    static func readAll<Value>(
        _ bytes: [UInt8],
        _ read: (inout WireReader) throws(ConversionError) -> Value
    ) throws(ConversionError) -> Value {
        try bytes.span.bytes.withUnsafeBytes { buffer throws(ConversionError) in
            var reader = WireReader(buffer)
            let value = try read(&reader)
            try reader.finish()
            return value
        }
    }

    /// Throws where anything but white space is left.
    @usableFromInline
    mutating func finish() throws(ConversionError) {
        guard isAtEnd() else { throw ConversionError(.malformed("text after the value"), at: offset) }
    }
}

extension WireEncodable {
    /// The value as JSON text, as it stands on the wire.
    ///
    /// - Throws: ``ConversionError`` where the wire has no form for it.
    @inlinable
    public func wireBytes() throws(ConversionError) -> [UInt8] {
        try WireWriter.writeAll { writer throws(ConversionError) in try writer.write(self) }
    }
}

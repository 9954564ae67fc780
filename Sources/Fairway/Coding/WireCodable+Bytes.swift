extension WireDecodable {
    /// Reads a value from JSON text that holds nothing else, as it stands on the wire.
    ///
    /// - Throws: ``ConversionError`` where the text is malformed or holds something else.
    public init(wireBytes bytes: [UInt8]) throws(ConversionError) {
        let result: Result<Self, ConversionError> = bytes.withUnsafeBytes { buffer in
            var reader = WireReader(buffer)
            do throws(ConversionError) {
                let value = try reader.read(Self.self)
                guard reader.isAtEnd() else {
                    return .failure(ConversionError(.malformed("text after the value"), at: reader.offset))
                }
                return .success(value)
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }
}

extension WireEncodable {
    /// The value as JSON text, as it stands on the wire.
    ///
    /// - Throws: ``ConversionError`` where the wire has no form for it.
    public func wireBytes() throws(ConversionError) -> [UInt8] {
        var writer = WireWriter()
        try writer.write(self)
        return writer.bytes
    }
}

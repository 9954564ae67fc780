extension WireReader {
    /// Reads bytes that hold one value and nothing else.
    package static func read<Value: WireDecodable>(_ bytes: [UInt8]) throws(ConversionError) -> Value {
        let result: Result<Value, ConversionError> = bytes.withUnsafeBytes { buffer in
            var reader = WireReader(buffer)
            do throws(ConversionError) {
                let value = try reader.read() as Value
                guard reader.isAtEnd() else {
                    return .failure(ConversionError(.malformed("text after the value"), at: reader.offset))
                }
                return .success(value)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}

import Fairway

func decode<Value: WireDecodable>(
    _ text: String,
    as type: Value.Type = Value.self,
    conversion: Conversion = .exact
) throws(ConversionError) -> Value {
    try decode(Array(text.utf8), as: type, conversion: conversion)
}

/// Reads one value and everything after it, as a message would be read.
func decode<Value: WireDecodable>(
    _ bytes: [UInt8],
    as type: Value.Type = Value.self,
    conversion: Conversion = .exact
) throws(ConversionError) -> Value {
    let result = bytes.withUnsafeBytes { buffer -> Result<Value, ConversionError> in
        var reader = WireReader(buffer, conversion: conversion)
        do throws(ConversionError) {
            let value: Value = try reader.read()
            guard reader.isAtEnd() else {
                return .failure(ConversionError(.malformed("something follows the value"), at: reader.offset))
            }
            return .success(value)
        } catch {
            return .failure(error)
        }
    }
    return try result.get()
}

func encode(_ value: some WireEncodable) throws(ConversionError) -> String {
    var writer = WireWriter()
    try writer.write(value)
    return String(decoding: writer.bytes, as: UTF8.self)
}

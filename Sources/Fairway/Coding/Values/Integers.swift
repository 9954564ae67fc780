extension WireDecodable where Self: FixedWidthInteger {
    /// Reads a number without decimals.
    @inlinable
    public init(reading reader: inout WireReader) throws(ConversionError) {
        self = try reader.readInteger()
    }
}

extension WireEncodable where Self: FixedWidthInteger {
    /// Writes a number without decimals.
    @inlinable
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        try writer.writeInteger(self)
    }
}

extension Int: WireCodable {}
extension UInt: WireCodable {}
extension Int8: WireCodable {}
extension Int16: WireCodable {}
extension Int32: WireCodable {}
extension UInt8: WireCodable {}
extension UInt16: WireCodable {}
extension UInt32: WireCodable {}

// Some languages hold no number of 64 bits, so these travel as text.

extension Int64: WireCodable {
    /// Reads a string of decimal digits, or a number.
    @inlinable
    public init(reading reader: inout WireReader) throws(ConversionError) {
        self = try reader.readIntegerOrText()
    }

    /// Writes a string of decimal digits.
    @inlinable
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        writer.writeIntegerText(self)
    }
}

extension UInt64: WireCodable {
    /// Reads a string of decimal digits, or a number.
    @inlinable
    public init(reading reader: inout WireReader) throws(ConversionError) {
        self = try reader.readIntegerOrText()
    }

    /// Writes a string of decimal digits.
    @inlinable
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        writer.writeIntegerText(self)
    }
}

extension WireDecodable where Self: RawRepresentable, RawValue == String {
    /// Reads the raw value; throws for one that the type refuses.
    @inlinable
    public init(reading reader: inout WireReader) throws(ConversionError) {
        let start = reader.valueOffset()
        guard let value = Self(rawValue: try reader.readString()) else {
            throw ConversionError(expected: "a known value", at: start)
        }
        self = value
    }
}

extension WireEncodable where Self: RawRepresentable, RawValue == String {
    /// Writes the raw value.
    @inlinable
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        writer.writeString(rawValue)
    }
}

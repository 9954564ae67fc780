extension String: WireCodable {
    /// Reads a string.
    @inlinable
    public init(reading reader: inout WireReader) throws(ConversionError) {
        self = try reader.readString()
    }

    /// Writes a string.
    @inlinable
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        writer.writeString(self)
    }
}

extension Bool: WireCodable {
    /// Reads `true` or `false`.
    @inlinable
    public init(reading reader: inout WireReader) throws(ConversionError) {
        self = try reader.readBool()
    }

    /// Writes `true` or `false`.
    @inlinable
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        writer.writeBool(self)
    }
}

extension Double: WireCodable {
    /// Reads a number.
    @inlinable
    public init(reading reader: inout WireReader) throws(ConversionError) {
        self = try reader.readDouble()
    }

    /// Writes a number; throws where it is not finite.
    @inlinable
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        try writer.writeDouble(self)
    }
}

extension Float: WireCodable {
    /// Reads a number.
    @inlinable
    public init(reading reader: inout WireReader) throws(ConversionError) {
        self = try reader.readFloat()
    }

    /// Writes a number; throws where it is not finite.
    @inlinable
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        try writer.writeFloat(self)
    }
}

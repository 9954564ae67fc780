extension Never: WireCodable {
    /// Throws, because there is no value.
    public init(reading reader: inout WireReader) throws(ConversionError) {
        throw reader.mismatch("nothing")
    }

    /// Never called, because there is no value.
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        switch self {}
    }
}

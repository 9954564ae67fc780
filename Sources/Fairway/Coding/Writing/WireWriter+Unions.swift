extension WireWriter {
    /// Writes a union's case as an object with one key; a value that is `null` is written as well.
    @inlinable
    public mutating func writeCase<Value: WireEncodable>(
        _ name: StaticString,
        _ value: Value
    ) throws(ConversionError) {
        beginObject()
        writeName(name)
        try write(value)
        endObject()
    }

    /// Writes a union's case whose name is known only now.
    @inlinable
    @_disfavoredOverload
    public mutating func writeCase<Value: WireEncodable>(
        _ name: String,
        _ value: Value
    ) throws(ConversionError) {
        beginObject()
        writeName(name)
        try write(value)
        endObject()
    }

    /// Writes a structure with one more field at its start, which names a union's case.
    ///
    /// Throws where `value` is not written as an object, or has that field itself.
    public mutating func write<Value: WireEncodable>(
        _ value: Value,
        tagged field: StaticString,
        _ tag: String
    ) throws(ConversionError) {
        let start = buffer.count + (needsComma ? 1 : 0)
        let mark = (count: buffer.count, needsComma: needsComma)
        try write(value)
        if let problem = problem(ofTagging: start, with: "\(field)") {
            // The place of an error is the end of what is written, so that what is wrong must not be there.
            buffer.truncate(to: mark.count)
            needsComma = mark.needsComma
            throw ConversionError(sending: problem)
        }
        let isEmpty = buffer.count - start == 2
        var extra = WireWriter(capacity: 64)
        extra.writeName(field)
        extra.writeString(tag)
        buffer.insert(extra.bytes + (isEmpty ? [] : [ASCII.comma]), at: start + 1)
    }

    /// Why the value that was written from `start` on cannot carry a field that names its case.
    private func problem(ofTagging start: Int, with field: String) -> String? {
        buffer.withUnsafeBytes { bytes in
            guard bytes[start] == ASCII.openBrace else {
                return "a union's case that is not an object cannot carry the field '\(field)'"
            }
            var reader = WireReader(bytes, at: start)
            guard var object = try? reader.openObject([field]), (try? reader.nextField(in: &object)) != nil else {
                return nil
            }
            return "a union's case that has the field '\(field)' itself cannot carry it"
        }
    }
}

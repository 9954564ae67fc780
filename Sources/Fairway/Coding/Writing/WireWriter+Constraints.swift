extension WireWriter {
    /// Writes one value; throws where it breaks the constraint, before any of it is written.
    @inlinable
    public mutating func write<Value: WireEncodable>(
        _ value: Value,
        where constraint: Constraint<Value>
    ) throws(ConversionError) {
        if let refusal = constraint.refusal(value) { throw ConversionError(refusal) }
        try write(value)
    }

    /// Writes one field of an object; one that is `null` is left out, and one that breaks the constraint throws.
    @inlinable
    public mutating func writeField<Value: WireEncodable>(
        _ name: StaticString,
        _ value: Value,
        where constraint: Constraint<Value>
    ) throws(ConversionError) {
        if value.isNull { return }
        // The name first, so that the error's place, which is the end of what is written, is that of the value.
        writeName(name)
        try write(value, where: constraint)
    }

    /// Writes a union's case as an object with one key; throws where the value breaks the constraint.
    @inlinable
    public mutating func writeCase<Value: WireEncodable>(
        _ name: StaticString,
        _ value: Value,
        where constraint: Constraint<Value>
    ) throws(ConversionError) {
        beginObject()
        writeName(name)
        try write(value, where: constraint)
        endObject()
    }
}

extension WireReader {
    /// Reads one value; throws where it breaks the constraint.
    @inlinable
    public mutating func read<Value: WireDecodable>(
        where constraint: Constraint<Value>
    ) throws(ConversionError) -> Value {
        let start = valueOffset()
        let value: Value = try read()
        if let refusal = constraint.refusal(value) { throw ConversionError(refusal, at: start) }
        return value
    }

    /// Reads one value, or takes `fallback`, which is not checked, where the text says `null`.
    @inlinable
    public mutating func read<Value: WireDecodable>(
        ifNull fallback: @autoclosure () -> Value,
        where constraint: Constraint<Value>
    ) throws(ConversionError) -> Value {
        readNull() ? fallback() : try read(where: constraint)
    }
}

/// The integers that an `int` may hold, which are those that every language holds exactly.
@usableFromInline
enum ExactInteger {
    /// What `type` may hold on the wire.
    @inlinable
    static func bounds<Value: FixedWidthInteger>(of type: Value.Type) -> (low: Int64, high: UInt64) {
        if type == Int.self { return (-9_007_199_254_740_991, 9_007_199_254_740_991) }
        if type == UInt.self { return (0, 9_007_199_254_740_991) }
        return (Int64(clamping: Value.min), UInt64(clamping: Value.max))
    }
}

extension WireReader {
    /// Reads an integer number of this type; `Int` and `UInt` hold at most 2^53 − 1 on the wire.
    ///
    /// `3.0` and `3e0` are integers. Decimals other than zero are cut off where the conversion is truncating.
    @inlinable
    public mutating func readInteger<Value: FixedWidthInteger>(
        _ type: Value.Type = Value.self
    ) throws(ConversionError) -> Value {
        let bounds = ExactInteger.bounds(of: type)
        return Value(truncatingIfNeeded: try readInteger(from: bounds.low, through: bounds.high))
    }

    /// Reads an integer as a number, or as a string of decimal digits.
    @inlinable
    public mutating func readIntegerOrText<Value: FixedWidthInteger>(
        _ type: Value.Type = Value.self
    ) throws(ConversionError) -> Value {
        let bounds = ExactInteger.bounds(of: type)
        return Value(truncatingIfNeeded: try readIntegerOrText(from: bounds.low, through: bounds.high))
    }

    /// The bits of an integer between the bounds; negative ones in two's complement.
    @usableFromInline
    mutating func readInteger(from low: Int64, through high: UInt64) throws(ConversionError) -> UInt64 {
        skipWhitespace()
        let start = offset
        var at = start
        var byte = bytes[at]
        let isNegative = byte == ASCII.minus
        if isNegative {
            at += 1
            byte = bytes[at]
        }
        let firstDigit = at
        let magnitude = bytes.passDigits(from: &at)
        byte = bytes[at]
        let count = at &- firstDigit
        // Eighteen digits never overflow; a dot, an exponent or a leading zero need a closer look.
        if count == 0 || count > 18 || byte == ASCII.dot || ASCII.isExponent(byte)
            || (count > 1 && bytes[firstDigit] == ASCII.zero)
        {
            return try readUnusualInteger(from: low, through: high)
        }
        guard let value = ExactInteger.bits(magnitude, isNegative, low, high) else {
            throw outOfRange(low, high, at: start)
        }
        offset = at
        return value
    }

    @usableFromInline
    mutating func readIntegerOrText(from low: Int64, through high: UInt64) throws(ConversionError) -> UInt64 {
        skipWhitespace()
        guard bytes[offset] == ASCII.quote else { return try readInteger(from: low, through: high) }
        let start = offset
        let number = try readText("an integer or a string of its digits") { text -> (UInt64, Bool)?? in
            ExactInteger.parse(text)
        }
        guard let (magnitude, isNegative) = number,
            let value = ExactInteger.bits(magnitude, isNegative, low, high)
        else { throw outOfRange(low, high, at: start) }
        return value
    }

    @inline(never)
    private mutating func readUnusualInteger(
        from low: Int64,
        through high: UInt64
    ) throws(ConversionError) -> UInt64 {
        let start = offset
        guard bytes[start] == ASCII.minus || ASCII.isDigit(bytes[start]) else { throw mismatch("an integer") }
        let end = try bytes.scanNumber(from: start)
        let number = DecimalText(bytes, start..<end)
        if conversion == .exact, number.hasFraction { throw mismatch("an integer", at: start) }
        guard let magnitude = number.whole,
            let value = ExactInteger.bits(magnitude, number.isNegative, low, high)
        else { throw outOfRange(low, high, at: start) }
        offset = end
        return value
    }

    @inline(never)
    private func outOfRange(_ low: Int64, _ high: UInt64, at start: Int) -> ConversionError {
        ConversionError(.outOfRange(expected: "an integer from \(low) to \(high)"), at: start)
    }
}

extension ExactInteger {
    /// The two's complement of a number between the bounds, or `nil`.
    @inline(__always)
    static func bits(_ magnitude: UInt64, _ isNegative: Bool, _ low: Int64, _ high: UInt64) -> UInt64? {
        if isNegative { return magnitude <= low.magnitude ? 0 &- magnitude : nil }
        return magnitude <= high ? magnitude : nil
    }

    /// Reads decimal digits with a possible minus and no leading zero; the inner `nil` is a number that does not fit.
    static func parse(_ text: UnsafeRawBufferPointer) -> (UInt64, Bool)?? {
        let isNegative = text.first == ASCII.minus
        let digits = text.dropFirst(isNegative ? 1 : 0)
        guard let first = digits.first, first != ASCII.zero || digits.count == 1 else { return nil }
        var magnitude: UInt64 = 0
        var fits = true
        for byte in digits {
            guard ASCII.isDigit(byte) else { return nil }
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(byte - ASCII.zero))
            magnitude = sum
            fits = fits && !overflow && !carry
        }
        return .some(fits ? (magnitude, isNegative) : nil)
    }
}

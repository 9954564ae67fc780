extension WireReader {
    /// Reads a number; throws where it is beyond what a `Double` holds. The result is the nearest `Double`.
    public mutating func readDouble() throws(ConversionError) -> Double {
        let number = try scanDecimal()
        if number.isSmall, number.significand <= 1 << 53, let power = PowersOfTen.double(number.exponent.magnitude) {
            // Both operands are exact and the operation rounds once, so the result is the nearest value.
            let significand = Double(number.significand)
            let value = number.exponent < 0 ? significand / power : significand * power
            return number.isNegative ? -value : value
        }
        guard let value = Double(text(of: number.range)), value.isFinite else {
            throw ConversionError(.outOfRange(expected: "a double"), at: number.range.lowerBound)
        }
        guard value.magnitude <= .leastNormalMagnitude else { return value }
        // Up to the smallest normal value the bits of a value count the smallest one.
        let bits = SubnormalRounding.nearest(
            to: DecimalText(bytes, number.range),
            unit: -1074,
            candidate: value.magnitude.bitPattern
        )
        return number.isNegative ? -Double(bitPattern: bits) : Double(bitPattern: bits)
    }

    /// Reads a number; throws where it is beyond what a `Float` holds. The result is the nearest `Float`.
    public mutating func readFloat() throws(ConversionError) -> Float {
        let number = try scanDecimal()
        if number.isSmall, number.significand <= 1 << 24, number.exponent.magnitude <= 10,
            let power = PowersOfTen.double(number.exponent.magnitude)
        {
            let significand = Float(number.significand)
            let value = number.exponent < 0 ? significand / Float(power) : significand * Float(power)
            return number.isNegative ? -value : value
        }
        guard let value = Float(text(of: number.range)), value.isFinite else {
            throw ConversionError(.outOfRange(expected: "a float"), at: number.range.lowerBound)
        }
        guard value.magnitude <= .leastNormalMagnitude else { return value }
        let bits = SubnormalRounding.nearest(
            to: DecimalText(bytes, number.range),
            unit: -149,
            candidate: UInt64(value.magnitude.bitPattern)
        )
        let magnitude = Float(bitPattern: UInt32(truncatingIfNeeded: bits))
        return number.isNegative ? -magnitude : magnitude
    }

    /// Reads a number as its text.
    mutating func readNumberText() throws(ConversionError) -> String {
        skipWhitespace()
        let start = offset
        guard bytes[start] == ASCII.minus || ASCII.isDigit(bytes[start]) else { throw mismatch("a number") }
        offset = try bytes.scanNumber(from: start)
        return text(of: start..<offset)
    }

    private func text(of range: Range<Int>) -> String {
        String(decoding: bytes.slice(range), as: UTF8.self)
    }

    private struct Decimal {
        let range: Range<Int>
        let isNegative: Bool
        /// Meaningless unless the number is small.
        let significand: UInt64
        let exponent: Int
        /// Whether the digits and the exponent were all counted without overflow.
        let isSmall: Bool
    }

    @inline(__always)
    private mutating func scanDecimal() throws(ConversionError) -> Decimal {
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
        var significand = bytes.passDigits(from: &at)
        byte = bytes[at]
        var count = at &- firstDigit
        if count == 0 || (count > 1 && bytes[firstDigit] == ASCII.zero) { throw mismatch("a number", at: start) }
        var exponent = 0
        if byte == ASCII.dot {
            at &+= 1
            let firstDecimal = at
            significand = bytes.passDigits(from: &at, after: significand)
            byte = bytes[at]
            exponent = firstDecimal &- at
            if exponent == 0 { throw bytes.malformed("expected a digit", at: at) }
            count &-= exponent
        }
        var isSmall = count <= 18
        if ASCII.isExponent(byte) {
            at = try bytes.scanNumber(from: start)
            isSmall = false
        }
        offset = at
        return Decimal(
            range: start..<at,
            isNegative: isNegative,
            significand: significand,
            exponent: exponent,
            isSmall: isSmall
        )
    }
}

/// The powers of ten that a `Double` holds exactly.
enum PowersOfTen {
    private static let doubles: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    @inline(__always)
    static func double(_ exponent: UInt) -> Double? {
        exponent <= 22 ? doubles[Int(truncatingIfNeeded: exponent)] : nil
    }
}

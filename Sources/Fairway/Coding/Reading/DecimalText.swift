/// The exact value of a number's text, for what the fast paths do not cover.
///
/// It works on the digits where they stand, so a number of any length costs one pass and no memory.
struct DecimalText {
    let isNegative: Bool
    let bytes: WireBytes
    /// The digits with a possible dot among them, up to the exponent.
    let digits: Range<Int>
    /// The power of ten that the first digit counts.
    let firstPower: Int

    /// `range` is a number that matches the grammar.
    init(_ bytes: WireBytes, _ range: Range<Int>) {
        self.bytes = bytes
        isNegative = bytes[range.lowerBound] == ASCII.minus
        let start = range.lowerBound + (isNegative ? 1 : 0)
        var end = start
        var dot: Int?
        while end < range.upperBound, !ASCII.isExponent(bytes[end]) {
            if bytes[end] == ASCII.dot { dot = end }
            end += 1
        }
        digits = start..<end
        let exponent = end < range.upperBound ? DecimalText.exponent(bytes, end + 1..<range.upperBound) : 0
        firstPower = (dot ?? end) - start - 1 + exponent
    }

    /// An exponent stops growing where it is far out of every range, and far from overflowing.
    private static func exponent(_ bytes: WireBytes, _ range: Range<Int>) -> Int {
        var value = 0
        var isNegative = false
        for at in range {
            let byte = bytes[at]
            if ASCII.isDigit(byte) {
                value = min(value * 10 + Int(byte - ASCII.zero), 1 << 48)
            } else {
                isNegative = byte == ASCII.minus
            }
        }
        return isNegative ? -value : value
    }

    /// The whole part of the absolute value, or `nil` where it does not fit.
    var whole: UInt64? {
        var result: UInt64 = 0
        var power = firstPower
        for at in digits where bytes[at] != ASCII.dot {
            guard power >= 0 else { return result }
            guard let next = DecimalText.shift(result, by: bytes[at] - ASCII.zero) else { return nil }
            result = next
            power -= 1
        }
        while power >= 0, result != 0 {
            guard let next = DecimalText.shift(result, by: 0) else { return nil }
            result = next
            power -= 1
        }
        return result
    }

    /// Whether a digit other than zero stands for less than one.
    var hasFraction: Bool {
        var power = firstPower
        for at in digits where bytes[at] != ASCII.dot {
            if power < 0, bytes[at] != ASCII.zero { return true }
            power -= 1
        }
        return false
    }

    /// The 18 digits after the decimal point as a number; further ones are cut off.
    var attoseconds: Int64 {
        var result: Int64 = 0
        var power = firstPower
        for at in digits where bytes[at] != ASCII.dot {
            if power < -18 { return result }
            if power < 0 { result = result * 10 + Int64(bytes[at] - ASCII.zero) }
            power -= 1
        }
        // What is missing are zeros: at most 18, those between the last digit and the last place.
        while power >= -18, result != 0 {
            result *= 10
            power -= 1
        }
        return result
    }

    private static func shift(_ value: UInt64, by digit: UInt8) -> UInt64? {
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
        return overflow || carry ? nil : sum
    }
}

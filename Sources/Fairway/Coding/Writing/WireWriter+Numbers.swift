extension WireWriter {
    /// Writes an integer number; throws where an `Int` or `UInt` is beyond 2^53 − 1.
    @inlinable
    public mutating func writeInteger<Value: FixedWidthInteger>(_ value: Value) throws(ConversionError) {
        let bounds = ExactInteger.bounds(of: Value.self)
        guard value >= bounds.low, value <= bounds.high else { throw WireWriter.outOfRange("\(value)") }
        appendInteger(magnitude: UInt64(value.magnitude), isNegative: value < 0)
    }

    /// Writes an integer as a string of its decimal digits, which every language reads without loss.
    @inlinable
    public mutating func writeIntegerText<Value: FixedWidthInteger>(_ value: Value) {
        writeString(value.description)
    }

    /// Writes the shortest number that reads back as `value`; throws for NaN and infinities.
    public mutating func writeDouble(_ value: Double) throws(ConversionError) {
        guard value.isFinite else { throw WireWriter.notFinite }
        let size = value.magnitude
        if size < 1e15, size >= 1e-3, let (digits, decimals) = ShortDecimal.find(size) {
            appendDecimal(digits: digits, decimals: decimals, isNegative: value < 0)
        } else if value == 0 {
            appendNumberText(value.sign == .minus ? "-0.0" : "0")
        } else {
            appendNumberText(value.description)
        }
    }

    /// Writes the shortest number that reads back as `value`; throws for NaN and infinities.
    public mutating func writeFloat(_ value: Float) throws(ConversionError) {
        guard value.isFinite else { throw WireWriter.notFinite }
        if value == value.rounded(), value.magnitude < 16_777_216, value != 0 {
            appendInteger(magnitude: UInt64(value.magnitude), isNegative: value < 0)
        } else {
            appendNumberText(value == 0 && value.sign == .plus ? "0" : value.description)
        }
    }

    /// Appends the text of a number, which matches JSON's grammar.
    mutating func appendNumberText(_ text: String) {
        separate()
        var text = text
        text.withUTF8 { buffer.append(contentsOf: UnsafeRawBufferPointer($0)) }
        needsComma = true
    }

    @usableFromInline
    mutating func appendInteger(magnitude: UInt64, isNegative: Bool) {
        appendDecimal(digits: magnitude, decimals: 0, isNegative: isNegative)
    }

    /// Appends `digits` with a dot before the last `decimals` of them, of which there are at most nine.
    mutating func appendDecimal(digits: UInt64, decimals: Int, isNegative: Bool) {
        let head = (needsComma ? 1 : 0) &+ (isNegative ? 1 : 0)
        let dot = decimals > 0 ? 1 : 0
        let length = head &+ max(DecimalDigits.count(of: digits), decimals &+ dot) &+ dot
        buffer.append(upTo: length) { room in
            var rest = digits
            var start = length
            if decimals > 0 {
                DecimalDigits.write(&rest, decimals, to: room, endingAt: &start)
                start &-= 1
                room[start] = ASCII.dot
            }
            DecimalDigits.write(&rest, start &- head, to: room, endingAt: &start)
            if isNegative { room[head &- 1] = ASCII.minus }
            if head > (isNegative ? 1 : 0) { room[0] = ASCII.comma }
            return length
        }
        needsComma = true
    }

    @usableFromInline
    @inline(never)
    static func outOfRange(_ value: String) -> ConversionError {
        ConversionError(sending: "\(value) is out of range: an integer is sent within ±9007199254740991")
    }

    static var notFinite: ConversionError {
        ConversionError(sending: "a number that is not finite cannot be sent")
    }
}

/// The digits of integers.
private enum DecimalDigits {
    private static let powers: [UInt64] = [
        0, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ]

    /// How many digits a number has; one for zero.
    @inline(__always)
    static func count(of number: UInt64) -> Int {
        // 1233 / 4096 is a little more than the digits that one bit makes.
        let least = ((64 &- (number | 1).leadingZeroBitCount) &* 1233) &>> 12
        return number >= powers[least] ? least &+ 1 : least
    }

    /// Writes the last `count` digits of `number` in front of `end`, and takes them off both.
    @inline(__always)
    static func write(
        _ number: inout UInt64,
        _ count: Int,
        to room: UnsafeMutableRawBufferPointer,
        endingAt end: inout Int
    ) {
        var missing = count
        while missing >= 2 {
            let pair = UInt32(truncatingIfNeeded: number % 100)
            number /= 100
            end &-= 2
            missing &-= 2
            let tens = (pair &* 103) &>> 10
            let digits = UInt16(truncatingIfNeeded: 0x3030 &+ tens &+ (pair &- 10 &* tens) &<< 8)
            room.storeBytes(of: digits.littleEndian, toByteOffset: end, as: UInt16.self)
        }
        if missing > 0 {
            end &-= 1
            room[end] = ASCII.zero &+ UInt8(truncatingIfNeeded: number % 10)
            number /= 10
        }
    }
}

/// A number's digits where there are so few that plain arithmetic finds them.
enum ShortDecimal {
    /// The shortest decimal that reads back as `size`, as an integer and how many of its digits are decimals.
    ///
    /// A decimal of at most 15 digits is the only one of such length near its `Double`, so one that divides back to
    /// `size`, exactly rounded, is the shortest once its trailing zeros are gone.
    @inline(__always)
    static func find(_ size: Double) -> (digits: UInt64, decimals: Int)? {
        guard
            let whole = candidate(size, 1, 0) ?? candidate(size, 1e3, 3) ?? candidate(size, 1e6, 6)
                ?? candidate(size, 1e9, 9)
        else { return nil }
        var (digits, decimals) = whole
        while decimals > 0, digits % 10 == 0 {
            digits /= 10
            decimals -= 1
        }
        return (digits, decimals)
    }

    @inline(__always)
    private static func candidate(_ size: Double, _ power: Double, _ decimals: Int) -> (UInt64, Int)? {
        let scaled = size * power
        guard scaled < 1e15 else { return nil }
        let digits = UInt64(scaled + 0.5)
        return Double(digits) / power == size ? (digits, decimals) : nil
    }
}

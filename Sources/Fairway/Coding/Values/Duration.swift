extension Duration: WireCodable {
    private static let expected = "a number of seconds below 2^53"

    /// Reads a number of seconds below 2^53, exactly, as far as attoseconds reach.
    public init(reading reader: inout WireReader) throws(ConversionError) {
        let number = try reader.readDecimalText(Duration.expected)
        guard let seconds = number.text.whole, seconds < 1 << 53 else {
            throw ConversionError(.outOfRange(expected: Duration.expected), at: number.start)
        }
        let sign: Int64 = number.text.isNegative ? -1 : 1
        self.init(
            secondsComponent: sign * Int64(seconds),
            attosecondsComponent: sign * number.text.attoseconds
        )
    }

    /// Writes a number of seconds, with as many decimals as it takes; throws from 2^53 on.
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        let (seconds, attoseconds) = components
        guard seconds.magnitude < 1 << 53 else {
            throw ConversionError(sending: "a duration of \(seconds) seconds is out of range")
        }
        guard attoseconds != 0 else {
            return writer.appendInteger(magnitude: seconds.magnitude, isNegative: seconds < 0)
        }
        var decimals = attoseconds.magnitude
        var places = 18
        while decimals % 10 == 0 {
            decimals /= 10
            places -= 1
        }
        let digits = String(decimals)
        let zeros = String(repeating: "0", count: places - digits.utf8.count)
        let sign = seconds < 0 || attoseconds < 0 ? "-" : ""
        writer.appendNumberText("\(sign)\(seconds.magnitude).\(zeros)\(digits)")
    }
}

extension WireReader {
    /// Reads a number without rounding it.
    mutating func readDecimalText(_ expected: String) throws(ConversionError) -> (text: DecimalText, start: Int) {
        skipWhitespace()
        let start = offset
        guard bytes[start] == ASCII.minus || ASCII.isDigit(bytes[start]) else { throw mismatch(expected) }
        offset = try bytes.scanNumber(from: start)
        return (DecimalText(bytes, start..<offset), start)
    }
}

extension WireBytes {
    /// Passes decimal digits and returns the number that they write behind `leading`, without a regard to overflow.
    @inline(__always)
    func passDigits(from offset: inout Int, after leading: UInt64 = 0) -> UInt64 {
        var number = leading
        while let word = word(at: offset) {
            let values = word ^ 0x3030_3030_3030_3030
            // A mark in the highest bit of every byte above nine; carries spoil only what is behind the lowest one.
            let marks = (values &+ 0x7676_7676_7676_7676 | values) & highBits
            guard marks != 0 else {
                number = number &* 100_000_000 &+ WireBytes.number(ofDigits: values)
                offset &+= 8
                continue
            }
            let bits = UInt64(truncatingIfNeeded: marks.trailingZeroBitCount) & 56
            // Zeros in front instead of what follows the digits; two steps, as a shift by all bits would be by none.
            let digits = (values &<< (56 &- bits)) &<< 8
            offset &+= Int(truncatingIfNeeded: bits / 8)
            return number &* WireBytes.power(bits) &+ WireBytes.number(ofDigits: digits)
        }
        while ASCII.isDigit(self[offset]) {
            number = number &* 10 &+ UInt64(self[offset] &- ASCII.zero)
            offset &+= 1
        }
        return number
    }

    /// Where the decimal digits that may start at `start` end.
    @inline(__always)
    func endOfDigits(from start: Int) -> Int {
        var at = start
        while true {
            let values = paddedWord(at: at) ^ 0x3030_3030_3030_3030
            let marks = (values &+ 0x7676_7676_7676_7676 | values) & highBits
            guard marks == 0 else { return at &+ marks.trailingZeroBitCount / 8 }
            at &+= 8
        }
    }

    /// The number that eight digits make, the first one lowest: pairs, then fours, then all of them at a time.
    @inline(__always)
    private static func number(ofDigits digits: UInt64) -> UInt64 {
        let pairs = (digits &* (10 << 8 + 1)) &>> 8 & 0x00FF_00FF_00FF_00FF
        let fours = (pairs &* (100 << 16 + 1)) &>> 16 & 0x0000_FFFF_0000_FFFF
        return (fours &* (10_000 << 32 + 1)) &>> 32
    }

    /// Ten to the power of an eighth of `bits`, which is less than 64.
    @inline(__always)
    private static func power(_ bits: UInt64) -> UInt64 {
        switch bits {
        case 0: 1
        case 8: 10
        case 16: 100
        case 24: 1000
        case 32: 10_000
        case 40: 100_000
        case 48: 1_000_000
        default: 10_000_000
        }
    }
}

/// Rounds a decimal to the nearest of the smallest values of a floating-point type, with exact arithmetic.
///
/// The C library that the standard library asks may be off by one there: glibc 2.36, for one, takes what lies three
/// quarters of the way from an even value to the next for a tie.
enum SubnormalRounding {
    /// More digits than a tie between two doubles has; what comes behind them only says on which side of it a number is.
    private static let digitLimit = 800

    /// The nearest value as a multiple of two to the power of `unit`, where `candidate` is at most one off.
    static func nearest(to number: DecimalText, unit: Int, candidate: UInt64) -> UInt64 {
        let (digits, decimals) = significantDigits(of: number)
        // Numbers far below the smallest value are zero, however they are rounded.
        guard decimals > 0, decimals < digitLimit + 400 else { return candidate }
        let doubled = digits.shifted(left: 1 - unit)
        func compare(withHalves halves: UInt64) -> BigNatural.Order {
            doubled.order(to: BigNatural(halves).timesTen(toThe: decimals))
        }
        let isOdd = candidate & 1 == 1
        switch compare(withHalves: 2 * candidate + 1) {
        case .above: return candidate + 1
        case .equal: return isOdd ? candidate + 1 : candidate
        case .below: break
        }
        guard candidate > 0 else { return 0 }
        switch compare(withHalves: 2 * candidate - 1) {
        case .below: return candidate - 1
        case .equal: return isOdd ? candidate - 1 : candidate
        case .above: return candidate
        }
    }

    /// The digits as one number, and how many of them are decimals.
    private static func significantDigits(of number: DecimalText) -> (BigNatural, decimals: Int) {
        var result = BigNatural(0)
        var count = 0
        var power = number.firstPower + 1
        for at in number.digits where number.bytes[at] != ASCII.dot {
            let digit = UInt32(number.bytes[at] - ASCII.zero)
            if count == digitLimit {
                guard digit != 0 else { continue }
                result.multiply(by: 10, adding: 1)
                return (result, 1 - power)
            }
            power -= 1
            if digit != 0 || count > 0 {
                result.multiply(by: 10, adding: digit)
                count += 1
            }
        }
        return (result, -power)
    }
}

/// A natural number of any size, as far as rounding needs one.
private struct BigNatural {
    enum Order {
        case below, equal, above
    }

    /// The lowest first; the highest is not zero.
    private var words: [UInt32] = []

    init(_ value: UInt64) {
        var rest = value
        while rest > 0 {
            words.append(UInt32(truncatingIfNeeded: rest))
            rest >>= 32
        }
    }

    mutating func multiply(by factor: UInt32, adding summand: UInt32 = 0) {
        var carry = UInt64(summand)
        for index in words.indices {
            // At most (2^32 − 1)^2 + 2^32 − 1, which is less than 2^64.
            carry += UInt64(words[index]) * UInt64(factor)
            words[index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
        if carry > 0 { words.append(UInt32(truncatingIfNeeded: carry)) }
    }

    func timesTen(toThe power: Int) -> BigNatural {
        var result = self
        for _ in 0..<power / 9 { result.multiply(by: 1_000_000_000) }
        for _ in 0..<power % 9 { result.multiply(by: 10) }
        return result
    }

    func shifted(left count: Int) -> BigNatural {
        guard !words.isEmpty else { return self }
        var result = self
        result.multiply(by: 1 << UInt32(count % 32))
        result.words.insert(contentsOf: repeatElement(0, count: count / 32), at: 0)
        return result
    }

    func order(to other: BigNatural) -> Order {
        guard words.count == other.words.count else { return words.count < other.words.count ? .below : .above }
        for (mine, theirs) in zip(words.reversed(), other.words.reversed()) where mine != theirs {
            return mine < theirs ? .below : .above
        }
        return .equal
    }
}

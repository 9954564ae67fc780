/// A date and time as RFC 3339 writes it.
enum DateNotation {
    /// The seconds since the start of 2001 in UTC; nil for other texts, leap seconds, and years beyond 0 to 9999.
    static func secondsSince2001(_ text: String) -> Double? {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2), scanner.take("-"),
            let day = scanner.number(2), scanner.take("T") || scanner.take("t"),
            let hour = scanner.number(2), scanner.take(":"), let minute = scanner.number(2), scanner.take(":"),
            let second = scanner.number(2),
            1...12 ~= month, 1...days(inMonth: month, of: year) ~= day, hour < 24, minute < 60, second < 60,
            let fraction = fraction(&scanner), let offset = offset(&scanner), scanner.isAtEnd
        else { return nil }
        let days = daysSince1970(year, month, day)
        let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second - offset
        guard representable.contains(seconds) else { return nil }
        return Double(seconds - 978_307_200) + fraction
    }

    /// The seconds since 1970 of the years 0 to 9999.
    private static let representable = -62_167_219_200..<253_402_300_800

    private static func fraction(_ scanner: inout DigitScanner) -> Double? {
        guard scanner.take(".") else { return 0 }
        let digits = scanner.digits()
        guard !digits.isEmpty else { return nil }
        // Further decimals are below what a date can tell apart; both of these numbers are exact.
        let kept = digits.prefix(15)
        let decimals = kept.reduce(0) { $0 * 10 + Double($1) }
        return decimals / kept.reduce(1) { power, _ in power * 10 }
    }

    private static func offset(_ scanner: inout DigitScanner) -> Int? {
        if scanner.take("Z") || scanner.take("z") { return 0 }
        let isWest = scanner.take("-")
        guard isWest || scanner.take("+"), let hours = scanner.number(2), scanner.take(":"),
            let minutes = scanner.number(2), hours < 24, minutes < 60
        else { return nil }
        return (hours * 60 + minutes) * 60 * (isWest ? -1 : 1)
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let before = year - 1
        // Year 0 is a leap year, and the year before it counts no leap day.
        let leapDays = year == 0 ? 0 : before / 4 - before / 100 + before / 400 + 1
        let months = (1..<month).reduce(0) { $0 + days(inMonth: $1, of: year) }
        return year * 365 + leapDays + months + day - 1 - 719_528
    }
}

/// Takes digits and single characters from the start of a text.
private struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, Unicode.Scalar(first) == character else { return false }
        rest.removeFirst()
        return true
    }

    /// The values of all digits that follow.
    mutating func digits() -> [UInt8] {
        let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        rest = rest[digits.endIndex...]
        return digits.map { $0 - UInt8(ascii: "0") }
    }

    /// A number of exactly so many digits, with no other digit after them.
    mutating func number(_ count: Int) -> Int? {
        let digits = digits()
        return digits.count == count ? digits.reduce(0) { $0 * 10 + Int($1) } : nil
    }
}

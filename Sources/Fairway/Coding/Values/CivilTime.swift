/// A moment in the proleptic Gregorian calendar, as RFC 3339 writes it, always in UTC.
struct CivilTime: Equatable {
    /// The seconds from the start of year 0 to the start of 1970, and those from there to the end of year 9999.
    static let seconds = -62_167_219_200..<253_402_300_800

    /// Whole seconds since 1970, rounded down.
    var secondsSince1970: Int
    /// What comes on top, below one.
    var fraction: Double

    init(secondsSince1970: Int, fraction: Double = 0) {
        self.secondsSince1970 = secondsSince1970
        self.fraction = fraction
    }

    /// Reads RFC 3339, section 5.6; leap seconds are refused, as no `Date` stands for one.
    init?(_ text: UnsafeRawBufferPointer) {
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= text.count else { return nil }
            var value = 0
            for byte in text[range] {
                guard ASCII.isDigit(byte) else { return nil }
                value = value * 10 + Int(byte - ASCII.zero)
            }
            return value
        }
        guard text.count >= 20, text[4] == ASCII.minus, text[7] == ASCII.minus, text[10] | 0x20 == UInt8(ascii: "t"),
            text[13] == ASCII.colon, text[16] == ASCII.colon,
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            1...12 ~= month, 1...CivilTime.days(inMonth: month, of: year) ~= day,
            hour < 24, minute < 60, second < 60
        else { return nil }

        var at = 19
        fraction = 0
        if text[at] == ASCII.dot {
            at += 1
            let firstDecimal = at
            var decimals: UInt64 = 0
            var places: UInt = 0
            while at < text.count, ASCII.isDigit(text[at]) {
                // Further decimals are below what a date can tell apart.
                if places < 15 {
                    decimals = decimals * 10 + UInt64(text[at] - ASCII.zero)
                    places += 1
                }
                at += 1
            }
            guard at > firstDecimal, at < text.count, let power = PowersOfTen.double(places) else { return nil }
            fraction = Double(decimals) / power
        }

        var offset = 0
        let sign = text[at]
        if sign | 0x20 == UInt8(ascii: "z") {
            at += 1
        } else {
            guard sign == ASCII.plus || sign == ASCII.minus, at + 6 == text.count, text[at + 3] == ASCII.colon,
                let hours = number(at + 1..<at + 3), let minutes = number(at + 4..<at + 6), hours < 24, minutes < 60
            else { return nil }
            offset = (hours * 60 + minutes) * 60 * (sign == ASCII.minus ? -1 : 1)
            at += 6
        }
        guard at == text.count else { return nil }
        let days = CivilTime.days(since1970: year, month, day)
        secondsSince1970 = ((days * 24 + hour) * 60 + minute) * 60 + second - offset
    }

    /// Writes RFC 3339 in UTC with three decimals, from a number of milliseconds since 1970 within the years 0 to 9999.
    static func text(millisecondsSince1970 milliseconds: Int) -> String {
        let (seconds, millisecond) = floorDivide(milliseconds, by: 1000)
        let (days, time) = floorDivide(seconds, by: 86_400)
        let (year, month, day) = date(daysSince1970: days)
        return String(unsafeUninitializedCapacity: 24) { room in
            func put(_ value: Int, at start: Int, digits: Int, then separator: UInt8) {
                var rest = value
                for index in (start..<start + digits).reversed() {
                    room[index] = ASCII.zero + UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                }
                room[start + digits] = separator
            }
            put(year, at: 0, digits: 4, then: ASCII.minus)
            put(month, at: 5, digits: 2, then: ASCII.minus)
            put(day, at: 8, digits: 2, then: UInt8(ascii: "T"))
            put(time / 3600, at: 11, digits: 2, then: ASCII.colon)
            put(time / 60 % 60, at: 14, digits: 2, then: ASCII.colon)
            put(time % 60, at: 17, digits: 2, then: ASCII.dot)
            put(millisecond, at: 20, digits: 3, then: UInt8(ascii: "Z"))
            return 24
        }
    }

    private static func floorDivide(_ value: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    // Years are counted from March, so that the leap day is the last one and months follow one formula.

    private static func days(since1970 year: Int, _ month: Int, _ day: Int) -> Int {
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        let (cycle, yearOfCycle) = floorDivide(marchYear, by: 400)
        let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
        return cycle * 146_097 + dayOfCycle - 719_468
    }

    private static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let (cycle, dayOfCycle) = floorDivide(days + 719_468, by: 146_097)
        let yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, day)
    }
}

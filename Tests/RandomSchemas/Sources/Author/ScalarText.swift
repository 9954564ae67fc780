extension ValueAuthor {
    /// JSON of a scalar that the type and its constraints take.
    mutating func text(of scalar: Scalar, _ limits: Limits?) -> String {
        switch scalar {
        case .string: return string(length: random.number((limits ?? Limits()).range(from: 0, to: 20)))
        case .bool: return random.oneIn(2) ? "true" : "false"
        case .float, .double: return decimal(limits)
        case .date: return date()
        case .duration: return decimal(limits)
        case .uuid: return uuid()
        case .url: return quoted("https://example.org/\(random.number(0...9999))?q=%20#\(random.number(0...9))")
        case .data: return data(count: random.number((limits ?? Limits()).range(from: 0, to: 20)))
        case .json: return json(depth: 2)
        default: return integer(scalar, limits)
        }
    }

    private mutating func string(length: Int) -> String {
        let scalars: [Unicode.Scalar] = [
            "a", "Z", " ", "\"", "\\", "/", "\n", "\u{1}", "é", "\u{301}", "名", "😀", "\u{2028}",
        ]
        var text = ""
        for _ in 0..<length {
            let scalar = random.pick(scalars)
            if random.oneIn(4) {
                for unit in Character(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                // By scalars, because an accent at the start is one character with the quote.
                text.unicodeScalars += quoted(String(scalar)).unicodeScalars.dropFirst().dropLast()
            }
        }
        return "\"\(text)\""
    }

    private mutating func integer(_ scalar: Scalar, _ limits: Limits?) -> String {
        let bounds = scalar.range ?? 0...0
        let range = (limits?.min ?? bounds.lowerBound)...(limits?.max ?? bounds.upperBound)
        let small = range.clamped(to: Swift.max(range.lowerBound, -1000)...Swift.max(range.lowerBound, 1000))
        let number =
            switch random.number(0...3) {
            case 0: range.lowerBound
            case 1: range.upperBound
            case 2: random.number(range)
            default: random.number(small)
            }
        if scalar.isWide, random.oneIn(2) { return "\"\(number)\"" }
        switch random.number(0...5) {
        case 0: return "\(number).0"
        case 1: return "\(number)e0"
        case 2 where number % 10 == 0: return "\(number / 10)E+1"
        default: return "\(number)"
        }
    }

    /// A number that a float, a double and a duration all hold exactly.
    private mutating func decimal(_ limits: Limits?) -> String {
        let range = (limits?.min ?? -1_000_000)...(limits?.max ?? 1_000_000)
        let whole = random.number(
            range.clamped(to: Swift.max(range.lowerBound, -4000)...Swift.max(range.lowerBound, 4000))
        )
        guard whole < range.upperBound, random.oneIn(2) else { return "\(whole)" }
        let eighths = ["0", "125", "25", "375", "5", "625", "75", "875"]
        // A negative whole number with decimals would lie below it.
        return whole >= 0 ? "\(whole).\(random.pick(eighths))" : "\(whole)"
    }

    private mutating func date() -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(random.number(1000...9998))-\(two(random.number(1...12)))-\(two(random.number(1...28)))"
        let time = "\(two(random.number(0...23))):\(two(random.number(0...59))):\(two(random.number(0...59)))"
        let fraction = random.oneIn(2) ? "" : ".\(random.number(100...999))"
        return quoted(day + "T" + time + fraction + random.pick(["Z", "+02:00", "-11:30"]))
    }

    private mutating func uuid() -> String {
        let digits = (0..<32).map { _ in String(random.number(0...15), radix: 16, uppercase: random.oneIn(5)) }.joined()
        var rest = Substring(digits)
        let parts = [8, 4, 4, 4, 12].map { length in
            defer { rest = rest.dropFirst(length) }
            return rest.prefix(length)
        }
        return quoted(parts.joined(separator: "-"))
    }

    private mutating func data(count: Int) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bytes = (0..<count).map { _ in random.number(0...255) }
        var text = ""
        for start in stride(from: 0, to: count, by: 3) {
            let group = bytes[start..<Swift.min(start + 3, count)]
            let bits = group.reduce(0) { $0 << 8 | $1 } << (8 * (3 - group.count))
            for place in 0..<4 { text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : "=") }
        }
        return quoted(text)
    }

    private mutating func json(depth: Int) -> String {
        switch random.number(0...(depth > 0 ? 6 : 4)) {
        case 0: "null"
        case 1: "true"
        case 2: "\(random.number(-1_000_000...1_000_000))"
        case 3: "\(random.number(0...99)).5"
        case 4: string(length: 3)
        case 5: "[\(json(depth: depth - 1)),\(json(depth: depth - 1))]"
        default: "{\"a\":\(json(depth: depth - 1)),\"\":\(json(depth: depth - 1))}"
        }
    }
}

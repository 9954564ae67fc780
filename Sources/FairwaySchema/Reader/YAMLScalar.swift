/// A scalar as written, and what the YAML 1.2 core schema makes of it.
struct YAMLScalar {
    let text: String
    /// Whether it is written without quotes and not as a block.
    let isPlain: Bool

    enum Value: Hashable {
        case null
        case boolean(Bool)
        /// An integer; without a magnitude where that does not fit 64 bits.
        case integer(isNegative: Bool, magnitude: UInt64?)
        /// Any other number: decimal digits with a point or an exponent, an infinity or not a number.
        case number(String)
        case string(String)
    }

    var value: Value {
        guard isPlain else { return .string(text) }
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .boolean(true)
        case "false", "False", "FALSE": return .boolean(false)
        case ".nan", ".NaN", ".NAN": return .number("nan")
        default: return NumberScanner(text).value ?? .string(text)
        }
    }
}

extension YAMLScalar.Value {
    var kindDescription: String {
        switch self {
        case .null: "nothing"
        case .boolean: "a boolean"
        case .integer, .number: "a number"
        case .string: "a string"
        }
    }
}

/// Reads a plain scalar that may be a number.
private struct NumberScanner {
    private var rest: Substring.UTF8View
    private let isNegative: Bool

    init(_ text: String) {
        rest = Substring(text).utf8
        isNegative = rest.first == UInt8(ascii: "-")
        hasSign = isNegative || rest.first == UInt8(ascii: "+")
        if hasSign { rest.removeFirst() }
    }

    private let hasSign: Bool

    var value: YAMLScalar.Value? {
        if !hasSign, rest.starts(with: "0x".utf8) { return integer(rest.dropFirst(2), radix: 16) }
        if !hasSign, rest.starts(with: "0o".utf8) { return integer(rest.dropFirst(2), radix: 8) }
        if let integer = integer(rest, radix: 10) { return integer }
        switch String(Substring(rest)) {
        case ".inf", ".Inf", ".INF": return .number(isNegative ? "-inf" : "inf")
        default: return isDecimal ? .number((isNegative ? "-" : "") + String(Substring(rest))) : nil
        }
    }

    private func integer(_ digits: Substring.UTF8View, radix: UInt64) -> YAMLScalar.Value? {
        guard !digits.isEmpty else { return nil }
        var magnitude: UInt64? = 0
        for byte in digits {
            guard let digit = Self.digit(byte), digit < radix else { return nil }
            magnitude = magnitude.flatMap { value in
                let (product, overflows) = value.multipliedReportingOverflow(by: radix)
                let (sum, overflowsToo) = product.addingReportingOverflow(digit)
                return overflows || overflowsToo ? nil : sum
            }
        }
        return .integer(isNegative: isNegative, magnitude: magnitude)
    }

    private var isDecimal: Bool {
        var text = rest
        let whole = Self.skipDigits(&text)
        var fraction = 0
        if text.first == UInt8(ascii: ".") {
            text.removeFirst()
            fraction = Self.skipDigits(&text)
        }
        guard whole + fraction > 0 else { return false }
        if text.first == UInt8(ascii: "e") || text.first == UInt8(ascii: "E") {
            text.removeFirst()
            if text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") { text.removeFirst() }
            guard Self.skipDigits(&text) > 0 else { return false }
        }
        return text.isEmpty
    }

    private static func skipDigits(_ text: inout Substring.UTF8View) -> Int {
        let digits = text.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        text = text[digits.endIndex...]
        return digits.count
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

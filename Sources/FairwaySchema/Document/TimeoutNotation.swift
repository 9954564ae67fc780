/// How a schema writes how long a caller waits: `250ms`, `5s`, `2m`.
enum TimeoutNotation {
    private static let longest = 24 * 60 * 60 * 1000

    /// The time in milliseconds; nil where the text is no time, none at all or longer than a day.
    static func milliseconds(_ text: String) -> Int? {
        let digits = text.utf8.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        let unit: Int
        switch String(text.utf8[digits.endIndex...]) {
        case "ms": unit = 1
        case "s": unit = 1000
        case "m": unit = 60_000
        default: return nil
        }
        guard let number = Int(Substring(digits)), number > 0, number <= longest / unit else { return nil }
        return number * unit
    }
}

/// Text of the schema as text of a comment.
enum SwiftComment {
    /// The lines of a text, each fit to stand behind `///`; no empty ones at either end.
    static func lines(_ text: String) -> [String] {
        var lines: [String] = []
        var current = ""
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}":
                lines.append(current)
                current = ""
            case "\t": current += "    "
            default: current += shown(scalar)
            }
            previous = scalar
        }
        lines.append(current)
        return trimmed(lines.map(withoutTrailingSpaces))
    }

    /// A name on one line.
    static func line(_ text: String) -> String {
        text.unicodeScalars.map(shown).joined()
    }

    private static func shown(_ scalar: Unicode.Scalar) -> String {
        scalar.isPrintable || scalar.properties.generalCategory == .spaceSeparator ? String(scalar) : scalar.escape
    }

    private static func withoutTrailingSpaces(_ line: String) -> String {
        var scalars = line.unicodeScalars
        while scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }

    private static func trimmed(_ lines: [String]) -> [String] {
        guard let first = lines.firstIndex(where: { !$0.isEmpty }),
            let last = lines.lastIndex(where: { !$0.isEmpty })
        else { return [] }
        return Array(lines[first...last])
    }
}

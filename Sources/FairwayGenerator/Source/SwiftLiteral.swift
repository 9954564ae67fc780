/// Spells text as a string literal that means exactly that text.
package enum SwiftLiteral {
    package static func string(_ text: String) -> String {
        var literal = "\""
        var isFirst = true
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            default:
                // A mark at the start would be drawn on the quote.
                let isSafe = scalar.isPrintable && !(isFirst && scalar.isMark)
                literal += isSafe ? String(scalar) : scalar.escape
            }
            isFirst = false
        }
        return literal + "\""
    }
}

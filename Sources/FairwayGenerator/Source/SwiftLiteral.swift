import FairwaySchema

/// Spells values of a schema as literals that mean exactly those values.
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

    /// Bytes as the elements of a list.
    static func bytes(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return (byte < 16 ? "0x0" : "0x") + digits
        }
        .joined(separator: ", ")
    }

    /// A JSON value; as deep as the schema's document, which is bounded.
    static func json(_ value: JSONDefault) -> String {
        switch value {
        case .null: return "nil"
        case .boolean(let value): return value ? "true" : "false"
        case .number(let number): return number
        case .string(let text): return string(text)
        case .array(let elements): return "[\(elements.map(json).joined(separator: ", "))]"
        case .object(let members):
            let fields = members.map { "\(string($0.name)): \(json($0.value))" }
            return fields.isEmpty ? "[:]" : "[\(fields.joined(separator: ", "))]"
        }
    }
}

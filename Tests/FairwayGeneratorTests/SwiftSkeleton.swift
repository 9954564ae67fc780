/// Swift without what its comments and string literals say: what is left decides what the code means.
struct SwiftSkeleton: Equatable {
    private(set) var lines: [String] = []
    /// The lines without the white space between them, which depends on how long the literals are.
    var code: String {
        lines.joined().filter { $0 != " " }.replacing(",]", with: "]")
    }
    /// What the string literals stand for, in their order.
    private(set) var literals: [String] = []
    /// Scalars that no editor shows as they are, wherever they stand.
    private(set) var invisibles: [Unicode.Scalar] = []

    init(_ code: String) {
        // Swift ends lines at these two alone; anything else that might is found among the invisible scalars.
        for line in code.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" }) {
            lines.append(skeleton(of: line))
            invisibles += line.filter(Self.isInvisible)
        }
        lines.removeAll { $0.isEmpty }
    }

    private mutating func skeleton(of line: Substring.UnicodeScalarView) -> String {
        var rest = line[...]
        var kept = ""
        while let scalar = rest.popFirst() {
            switch scalar {
            case "/" where rest.first == "/": return kept.drop { $0 == " " }.isEmpty ? "" : kept + "//"
            case "\"":
                let literal = Self.literal(&rest)
                literals.append(literal ?? "unterminated")
                kept += literal == nil ? "unterminated" : "\"\""
            default: kept.unicodeScalars.append(scalar)
            }
        }
        return kept
    }

    /// What a literal stands for, read up to its closing quote; nil where there is none on the line.
    private static func literal(_ rest: inout Substring.UnicodeScalarView) -> String? {
        var value = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            guard scalar != "\"" else { return String(value) }
            guard scalar == "\\" else {
                value.append(scalar)
                continue
            }
            guard let escaped = escape(&rest) else { return nil }
            value.append(escaped)
        }
        return nil
    }

    private static func escape(_ rest: inout Substring.UnicodeScalarView) -> Unicode.Scalar? {
        switch rest.popFirst() {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "\"": return "\""
        case "\\": return "\\"
        case "u":
            guard rest.popFirst() == "{", let end = rest.firstIndex(of: "}") else { return nil }
            defer { rest = rest[rest.index(after: end)...] }
            return UInt32(String(rest[..<end]), radix: 16).flatMap(Unicode.Scalar.init)
        // Above all an interpolation.
        default: return nil
        }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

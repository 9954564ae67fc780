/// Reads a type written in one scalar: `string?`, `[T]`, `{ string: T }` and what they combine to.
struct TypeNotation {
    private let text: String
    private let location: SourceLocation
    private var rest: Substring.UnicodeScalarView
    private var depth = 0

    static func read(_ text: String, at location: SourceLocation, report: inout DiagnosticReport) -> TypeExpression {
        var notation = TypeNotation(text, at: location)
        do throws(Problem) {
            let type = try notation.type()
            guard notation.next == nil else { throw notation.unexpected }
            return type
        } catch {
            report.error(error.rule, at: location, error.message)
            return .refused
        }
    }

    private struct Problem: Error {
        var rule = Rule.invalidType
        let message: String
    }

    private init(_ text: String, at location: SourceLocation) {
        self.text = text
        self.location = location
        rest = Substring(text).unicodeScalars
    }

    private mutating func type() throws(Problem) -> TypeExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= TypeTable.deepestType else {
            let message = "the type is nested deeper than \(TypeTable.deepestType) levels"
            throw Problem(rule: .nestingTooDeep, message: message)
        }
        let type = try required()
        guard next == "?" else { return type }
        rest.removeFirst()
        guard next != "?" else {
            throw Problem(rule: .nestedOptional, message: "\(text.quoted) is optional twice")
        }
        return .optional(type, location)
    }

    private mutating func required() throws(Problem) -> TypeExpression {
        switch next {
        case "[":
            rest.removeFirst()
            let element = try type()
            try expect("]")
            return .list(element)
        case "{":
            rest.removeFirst()
            let key = try type()
            try expect(":")
            let value = try type()
            try expect("}")
            return .dictionary(key: key, value: value)
        default:
            let name = rest.prefix { !Self.delimiters.contains($0) }
            guard !name.isEmpty else { throw unexpected }
            rest = rest[name.endIndex...]
            return .name(String(Substring(name).trimmingSpaces), location)
        }
    }

    private static let delimiters: Set<Unicode.Scalar> = ["[", "]", "{", "}", ":", "?", ","]

    /// The next character that is not a blank, which is passed over.
    private var next: Unicode.Scalar? {
        mutating get {
            rest = rest.drop { $0 == " " }
            return rest.first
        }
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(Problem) {
        guard next == character else {
            guard next == nil else { throw unexpected }
            throw Problem(message: "\(text.quoted) is not a type: '\(character)' is missing at its end")
        }
        rest.removeFirst()
    }

    private var unexpected: Problem {
        mutating get {
            guard let character = next else {
                return Problem(message: "\(text.quoted) is not a type: a name is missing")
            }
            return Problem(message: "\(text.quoted) is not a type: \(String(character).quoted) is not expected there")
        }
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}

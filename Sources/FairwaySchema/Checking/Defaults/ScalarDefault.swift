/// Reads the default of a built-in type from a scalar.
struct ScalarDefault {
    let type: BuiltinType
    let limits: ValueLimits
    let scalar: YAMLScalar

    func value() throws(DefaultMisfit) -> DefaultValue {
        switch (type, scalar.value) {
        case (.string, .string(let text)):
            try check(length: text.unicodeScalars.count, in: "characters")
            return .string(text)
        case (.string, .null): throw misfit("write \"\" for the empty string")
        case (.string, _): throw misfit("write it in quotes")
        case (.bool, .boolean(let value)): return .boolean(value)
        case (.bool, _): throw misfit()
        case (.date, _), (.uuid, _), (.url, _), (.data, _):
            guard scalar.value != .null else { throw misfit() }
            return try textValue(scalar.text)
        default: return try number()
        }
    }

    private func number() throws(DefaultMisfit) -> DefaultValue {
        let number: NumberLiteral
        do throws(NumberLiteral.Misfit) {
            number = try NumberLiteral(scalar, as: type)
        } catch {
            switch error {
            case .kind: throw misfit(type == .duration ? "write a number of seconds" : nil)
            case .range:
                throw DefaultMisfit("the default \(scalar.text.quoted) is out of the range of '\(type.rawValue)'")
            }
        }
        guard limits.admits(number) else {
            throw DefaultMisfit("the default \(scalar.text.quoted) is not \(limits.description)")
        }
        return type.integerRange == nil ? .number(number.spelling) : .integer(number.spelling)
    }

    /// What is a text in a schema whatever YAML would make of it.
    private func textValue(_ text: String) throws(DefaultMisfit) -> DefaultValue {
        switch type {
        case .date:
            guard let date = DateNotation.secondsSince2001(text) else {
                throw misfit("write a date and time as in 2024-01-31T12:00:00Z")
            }
            return .date(secondsSince2001: "\(date)")
        case .uuid:
            guard let bytes = UUIDNotation.bytes(text) else { throw misfit("write 32 digits in groups of 8-4-4-4-12") }
            return .uuid(bytes)
        case .url:
            guard URLNotation.accepts(text) else { throw misfit("write other characters in escapes, as in %20") }
            return .url(text)
        default:
            guard text.utf8.count <= Base64Notation.longestText, let bytes = Base64Notation.bytes(text) else {
                throw misfit("write at most \(Base64Notation.mostBytes) bytes in base64 with its padding")
            }
            try check(length: bytes.count, in: "bytes")
            return .data(bytes)
        }
    }

    private func check(length: Int, in unit: String) throws(DefaultMisfit) {
        guard limits.admits(count: length) else {
            throw DefaultMisfit("the default has \(length) \(unit), and the constraints want \(limits.description)")
        }
    }

    private func misfit(_ hint: String? = nil) -> DefaultMisfit {
        let found = scalar.text.isEmpty ? scalar.value.kindDescription : scalar.text.quoted
        return DefaultMisfit("\(found) is not a default of '\(type.rawValue)'\(hint.map { "; " + $0 } ?? "")")
    }
}

/// The YAML of a random schema, in which every type travels both ways in a request of its own.
struct SchemaText {
    let name: String
    let declarations: [Declaration]

    var text: String {
        var lines = ["fairway: 1", "name: \(name)", "types:"]
        for declaration in declarations { lines.append("  \(declaration.name): \(body(declaration.body))") }
        lines.append("toServer:")
        for (index, declaration) in declarations.enumerated() {
            lines.append("  take\(index): { args: { value: \(declaration.name) }, returns: \(declaration.name) }")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func body(_ body: Declaration.Body) -> String {
        switch body {
        case .structure(let fields): return "{ fields: \(mapping(fields)) }"
        case .enumeration(let cases, let isFrozen):
            return "{ enum: [\(cases.map(quoted).joined(separator: ", "))], frozen: \(isFrozen) }"
        case .union(let cases, let discriminator, let isFrozen):
            let tag = discriminator.map { ", discriminator: \(quoted($0))" } ?? ""
            return "{ union: \(mapping(cases))\(tag), frozen: \(isFrozen) }"
        case .alias(let type): return self.type(type)
        }
    }

    private func mapping(_ fields: [Field]) -> String {
        let entries = fields.map { field in
            var parts = longForm(field.type)
            if field.wireName != field.key { parts.append("wireName: \(quoted(field.wireName))") }
            if let value = field.defaultValue { parts.append("default: \(value)") }
            let value = parts.count == 1 ? type(field.type) : "{ \(parts.joined(separator: ", ")) }"
            return "\(quoted(field.key)): \(value)"
        }
        return "{ \(entries.joined(separator: ", ")) }"
    }

    private func type(_ type: RandomType) -> String {
        let parts = longForm(type)
        guard parts.count == 1 else { return "{ \(parts.joined(separator: ", ")) }" }
        return String(parts[0].dropFirst("type: ".count))
    }

    /// The type and its constraints as the entries of a mapping.
    private func longForm(_ type: RandomType) -> [String] {
        switch type {
        case .scalar(let scalar, let limits): ["type: \(scalar.rawValue)"] + constraints(limits, of: type)
        case .named(let index): ["type: \(declarations[index].name)"]
        case .optional(let wrapped):
            ["type: \(quoted(notation(wrapped) + "?"))"] + longForm(wrapped).dropFirst()
        case .list(let element, let limits): ["type: [\(self.type(element))]"] + constraints(limits, of: type)
        case .dictionary(let key, let value, let limits):
            ["type: { \(name(of: key)): \(self.type(value)) }"] + constraints(limits, of: type)
        }
    }

    /// The type in one scalar.
    private func notation(_ type: RandomType) -> String {
        switch type {
        case .scalar(let scalar, _): scalar.rawValue
        case .named(let index): declarations[index].name
        case .optional(let wrapped): notation(wrapped) + "?"
        case .list(let element, _): "[\(notation(element))]"
        case .dictionary(let key, let value, _): "{ \(name(of: key)): \(notation(value)) }"
        }
    }

    private func name(of key: Key) -> String {
        switch key {
        case .string: "string"
        case .named(let index): declarations[index].name
        }
    }

    private func constraints(_ limits: Limits?, of type: RandomType) -> [String] {
        guard let limits else { return [] }
        let suffix =
            switch type {
            case .scalar(.string, _), .scalar(.data, _): "Length"
            case .list, .dictionary: "Items"
            default: ""
            }
        return [limits.min.map { "min\(suffix): \($0)" }, limits.max.map { "max\(suffix): \($0)" }].compactMap { $0 }
    }
}

/// Text in quotes, as YAML and JSON both read it.
func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": result += "\\\(scalar)"
        case _ where scalar.value < 0x20:
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}

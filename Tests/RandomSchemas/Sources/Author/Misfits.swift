extension ValueAuthor {
    /// A value with one thing wrong, and the path to it.
    struct Misfit {
        let json: String
        let path: String
    }

    /// Puts something wrong somewhere into a value; nil where its type takes anything.
    mutating func misfit(in value: Value) -> Misfit? {
        for steps in value.places.shuffled(using: &random) {
            guard let place = value[steps[...]], let type = place.type else { continue }
            let path = "value" + steps.map(\.text).joined()
            if random.oneIn(3), let missing = missingField(of: place, type) {
                let changed = value.replacing(steps[...], with: missing.value)
                return Misfit(json: changed.json, path: path + Step.key(missing.field).text)
            }
            guard let wrong = wrongTexts(for: type, place).randomElement(using: &random) else { continue }
            let changed = value.replacing(steps[...], with: Value(content: .text(wrong), type: nil))
            return Misfit(json: changed.json, path: path)
        }
        return nil
    }

    private mutating func missingField(of place: Value, _ type: RandomType) -> (value: Value, field: String)? {
        guard case .named(let index) = type, case .structure(let fields) = declarations[index].body,
            case .object(let members) = place.content
        else { return nil }
        let required = fields.filter { field in
            switch field.type {
            case .optional, .scalar(.json, _): false
            default: field.defaultValue == nil && !takesAnything(field.type)
            }
        }
        guard let field = required.randomElement(using: &random) else { return nil }
        let rest = members.filter { $0.key != field.wireName }
        return (Value(content: .object(rest), type: type), field.wireName)
    }

    /// Whether a type is an alias of `json`.
    private func takesAnything(_ type: RandomType) -> Bool {
        switch type {
        case .scalar(.json, _): return true
        case .named(let index):
            guard case .alias(let target) = declarations[index].body else { return false }
            return takesAnything(target)
        default: return false
        }
    }

    private func wrongTexts(for type: RandomType, _ place: Value) -> [String] {
        switch type {
        case .scalar(let scalar, let limits): return wrongTexts(for: scalar, limits)
        case .optional(let wrapped): return wrongTexts(for: wrapped, place)
        case .list(_, let limits): return ["{}", "7"] + wrongCounts(of: place, limits)
        case .dictionary: return ["[]", "\"text\""]
        case .named(let index):
            switch declarations[index].body {
            case .alias(let target): return wrongTexts(for: target, place)
            case .enumeration(_, let isFrozen): return ["7", "[]"] + (isFrozen ? ["\"nowhere\""] : [])
            // Not null, because an optional may be of the type.
            case .structure: return ["[]", "7"]
            case .union: return ["[]", "7", "\"plain\""]
            }
        }
    }

    private func wrongCounts(of place: Value, _ limits: Limits?) -> [String] {
        guard case .array(let elements) = place.content else { return [] }
        var texts: [String] = []
        if let min = limits?.min, min > 0 { texts.append("[]") }
        if let max = limits?.max, let first = elements.first {
            texts.append("[" + Array(repeating: first.json, count: max + 1).joined(separator: ",") + "]")
        }
        return texts
    }

    private func wrongTexts(for scalar: Scalar, _ limits: Limits?) -> [String] {
        let beyond = [limits?.min.map { $0 - 1 }, limits?.max.map { $0 + 1 }].compactMap { $0 }
        switch scalar {
        case .string:
            let lengths = beyond.filter { $0 >= 0 }
            return ["5", "true"] + lengths.map { quoted(String(repeating: "é", count: $0)) }
        case .bool: return ["1", "\"true\""]
        case .float, .double: return ["\"1\"", "1e999", "[]"] + beyond.map(String.init)
        case .duration: return ["\"1\"", "9007199254740992"] + beyond.map(String.init)
        case .date: return ["\"yesterday\"", "\"2020-02-30T00:00:00Z\"", "5"]
        case .uuid: return ["\"nobody\"", "5"]
        case .url: return ["\"http://a b\"", "5"]
        case .data: return ["\"*\"", "\"AAA\"", "5"] + (limits?.min ?? 0 > 0 ? ["\"\""] : [])
        case .json: return []
        default:
            let text = scalar.isWide ? "\"3x\"" : "\"3\""
            return [text, "3.5", "99999999999999999999", "true"] + beyond.map(String.init)
        }
    }
}

extension ValueAuthor {
    /// A value that fits, and a change to it that breaks a constraint and keeps to the type.
    struct Excess {
        let steps: [Step]
        let path: String
        /// What comes instead of the value there; nil where its first element is repeated instead.
        let replacement: String?
        let count: Int
    }

    /// Breaks a constraint somewhere; nil where nothing is constrained.
    mutating func excess(in value: Value) -> Excess? {
        for steps in value.places.shuffled(using: &random) {
            guard let place = value[steps[...]], let type = place.type else { continue }
            if case .text("null") = place.content { continue }
            let path = "value" + steps.map(\.text).joined()
            switch target(of: type) {
            case .scalar(.string, let limits?):
                guard let length = limits.max.map({ $0 + 1 }) ?? limits.min.map({ $0 - 1 }), length >= 0 else {
                    continue
                }
                let text = quoted(String(repeating: "x", count: length))
                return Excess(steps: steps, path: path, replacement: text, count: 0)
            case .scalar(.int, let limits?), .scalar(.int16, let limits?), .scalar(.uint32, let limits?),
                .scalar(.double, let limits?), .scalar(.float, let limits?):
                guard let number = limits.max.map({ $0 + 1 }) ?? limits.min.map({ $0 - 1 }), number >= 0 else {
                    continue
                }
                return Excess(steps: steps, path: path, replacement: "\(number)", count: 0)
            case .list(_, let limits?):
                guard let max = limits.max, case .array(let elements) = place.content, !elements.isEmpty else {
                    continue
                }
                return Excess(steps: steps, path: path, replacement: nil, count: max + 1)
            default: continue
            }
        }
        return nil
    }

    /// The type behind aliases and an optional.
    private func target(of type: RandomType) -> RandomType {
        switch type {
        case .optional(let wrapped): return target(of: wrapped)
        case .named(let index):
            guard case .alias(let target) = declarations[index].body else { return type }
            return self.target(of: target)
        default: return type
        }
    }
}

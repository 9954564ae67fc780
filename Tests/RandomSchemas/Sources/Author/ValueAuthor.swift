/// Makes up values of the types of a random schema.
struct ValueAuthor {
    let declarations: [Declaration]
    var random: SeededRandom

    mutating func value(of type: RandomType, depth: Int = 6) -> Value {
        switch type {
        case .scalar(let scalar, let limits): return Value(content: .text(text(of: scalar, limits)), type: type)
        case .named(let index): return value(of: declarations[index].body, as: type, depth: depth)
        case .optional(let wrapped):
            guard depth > 0, !random.oneIn(3) else { return Value(content: .text("null"), type: type) }
            return value(of: wrapped, depth: depth - 1)
        case .list(let element, let limits):
            let count = count(limits, depth: depth)
            let elements = (0..<count).map { _ in value(of: element, depth: depth - 1) }
            return Value(content: .array(elements), type: type)
        case .dictionary(let key, let element, let limits):
            return dictionary(key, element, limits, as: type, depth: depth)
        }
    }

    private mutating func count(_ limits: Limits?, depth: Int) -> Int {
        let range = (limits ?? Limits()).range(from: 0, to: 3)
        return depth > 0 ? random.number(range) : range.lowerBound
    }

    private mutating func value(of body: Declaration.Body, as type: RandomType, depth: Int) -> Value {
        switch body {
        case .alias(let target): return value(of: target, depth: depth)
        case .enumeration(let cases, let isFrozen):
            let name = isFrozen || random.oneIn(4) == false ? random.pick(cases) : "later"
            return Value(content: .text(quoted(name)), type: type)
        case .structure(let fields): return Value(content: .object(members(fields, depth: depth)), type: type)
        case .union(let cases, let discriminator, let isFrozen):
            if !isFrozen, random.oneIn(6) {
                let rest = Value(content: .text("[1,{\"a\":null},\"\\u00e9\"]"), type: nil)
                let tag = discriminator.map {
                    Value.Member(key: $0, value: Value(content: .text("\"later\""), type: nil))
                }
                let member = Value.Member(key: tag == nil ? "later" : "rest", value: rest)
                return Value(content: .object([tag, member].compactMap { $0 }), type: type)
            }
            let chosen = depth > 0 ? random.pick(cases) : cases[0]
            guard let discriminator else {
                let member = Value.Member(key: chosen.wireName, value: value(of: chosen.type, depth: depth - 1))
                return Value(content: .object([member]), type: type)
            }
            guard case .object(var members) = value(of: chosen.type, depth: depth - 1).content else {
                return Value(content: .object([]), type: type)
            }
            let tag = Value(content: .text(quoted(chosen.wireName)), type: nil)
            members.insert(Value.Member(key: discriminator, value: tag), at: random.number(0...members.count))
            return Value(content: .object(members), type: type)
        }
    }

    private mutating func members(_ fields: [Field], depth: Int) -> [Value.Member] {
        var members: [Value.Member] = []
        for field in fields {
            if field.defaultValue != nil, random.oneIn(2) { continue }
            if case .optional = field.type, random.oneIn(4) { continue }
            members.append(Value.Member(key: field.wireName, value: value(of: field.type, depth: depth - 1)))
        }
        if random.oneIn(3) { members.shuffle(using: &random) }
        if random.oneIn(8) {
            members.append(Value.Member(key: "undeclared", value: Value(content: .text("[true]"), type: nil)))
        }
        return members
    }

    private mutating func dictionary(
        _ key: Key,
        _ element: RandomType,
        _ limits: Limits?,
        as type: RandomType,
        depth: Int
    ) -> Value {
        var members: [Value.Member] = []
        for index in 0..<count(limits, depth: depth) {
            let name: String
            switch key {
            case .string: name = random.pick(["a", "b c", "ключ", "\"", "é"]) + "\(index)"
            case .named(let place):
                switch declarations[place].body {
                case .enumeration(let cases, _):
                    guard index < cases.count else { continue }
                    name = cases[index]
                case .alias(.scalar(_, let limits)):
                    // A different letter at the start keeps the keys apart.
                    let length = random.number((limits ?? Limits()).range(from: 1, to: 12))
                    guard length > 0 else { continue }
                    name = String(repeating: "x", count: length - 1) + "abcd".dropFirst(index).prefix(1)
                default: continue
                }
            }
            members.append(Value.Member(key: name, value: value(of: element, depth: depth - 1)))
        }
        return Value(content: .object(members), type: type)
    }
}

/// Makes up the declarations of a schema.
///
/// Every declaration has a finite value: a structure holds only earlier declarations directly, and the first case of a
/// union is an earlier one or a scalar.
struct SchemaAuthor {
    private var random: SeededRandom
    private var declarations: [Declaration] = []
    private let count: Int
    private let structureCount: Int

    /// Where the kinds of declarations stand: enumerations, then string aliases, then structures, then the rest.
    static func declarations(_ random: inout SeededRandom) -> [Declaration] {
        var author = SchemaAuthor(random: random)
        author.write()
        random = author.random
        return author.declarations
    }

    private init(random: SeededRandom) {
        self.random = random
        structureCount = self.random.number(3...6)
        count = Self.enumerationCount + Self.keyCount + structureCount + Self.unionCount + Self.aliasCount
    }

    private static let enumerationCount = 3
    private static let keyCount = 2
    private static let unionCount = 4
    private static let aliasCount = 3

    private var structures: Range<Int> {
        let start = Self.enumerationCount + Self.keyCount
        return start..<start + structureCount
    }

    private mutating func write() {
        for index in 0..<Self.enumerationCount {
            let cases = (0...random.number(0...5)).map { "\(random.pick(Self.words))\($0)" }
            add("Choice\(index)", .enumeration(cases: cases, isFrozen: random.oneIn(2)))
        }
        for index in 0..<Self.keyCount { add("Key\(index)", .alias(.scalar(.string, limits(upTo: 12)))) }
        for index in 0..<structureCount { add("Structure\(index)", .structure(fields())) }
        for index in 0..<Self.unionCount { add("Union\(index)", union()) }
        for index in 0..<Self.aliasCount { add("Alias\(index)", .alias(required(depth: 2, isDirect: true))) }
    }

    private mutating func add(_ name: String, _ body: Declaration.Body) {
        declarations.append(Declaration(name: name, body: body))
    }

    private mutating func fields() -> [Field] {
        (0..<random.number(0...7)).map { index in
            let key = "\(random.pick(Self.words))\(index)"
            let wireName = random.oneIn(5) ? "\(random.pick(Self.oddNames))\(index)" : key
            if random.oneIn(6) {
                let (type, value) = defaulted()
                return Field(key: key, wireName: wireName, type: type, defaultValue: value)
            }
            return Field(key: key, wireName: wireName, type: type(depth: 3, isDirect: true))
        }
    }

    private mutating func union() -> Declaration.Body {
        let isFrozen = random.oneIn(2)
        guard random.oneIn(2) else {
            let first = Field(key: "plain", wireName: "plain", type: scalar())
            let others = (0..<random.number(0...4)).map { index in
                let wireName = random.oneIn(5) ? "\(random.pick(Self.oddNames))\(index)" : "case\(index)"
                return Field(key: "case\(index)", wireName: wireName, type: type(depth: 2, isDirect: false))
            }
            return .union(cases: [first] + others, discriminator: nil, isFrozen: isFrozen)
        }
        let cases = (0..<random.number(1...3)).map { index in
            Field(key: "case\(index)", wireName: "case\(index)", type: .named(random.number(structures.closed)))
        }
        return .union(cases: cases, discriminator: random.pick(["kind", "the kind"]), isFrozen: isFrozen)
    }

    /// - Parameter isDirect: whether the type is held with nothing between, so that only earlier declarations do.
    private mutating func type(depth: Int, isDirect: Bool) -> RandomType {
        if random.oneIn(4) { return .optional(required(depth: depth, isDirect: false).constrainedOutside) }
        return required(depth: depth, isDirect: isDirect)
    }

    private mutating func required(depth: Int, isDirect: Bool) -> RandomType {
        guard depth > 0 else { return scalar() }
        switch random.number(0...9) {
        case 0...4: return scalar()
        case 5, 6:
            // An alias may be of a type that is held directly.
            let aliases = count - Self.aliasCount
            let end = isDirect ? declarations.count : aliases
            return end == 0 ? scalar() : .named(random.number(0...end - 1))
        case 7, 8:
            let element = type(depth: depth - 1, isDirect: false)
            return .list(element, element.isScalar ? limits(upTo: 4) : upperLimit())
        default:
            let key: Key =
                random.oneIn(2) ? .string : .named(random.number(0...Self.enumerationCount + Self.keyCount - 1))
            return .dictionary(key, type(depth: depth - 1, isDirect: false), upperLimit())
        }
    }

    private mutating func scalar() -> RandomType {
        let scalar = random.pick(Scalar.allCases)
        switch scalar {
        case .string, .data: return .scalar(scalar, limits(upTo: 20))
        case .float, .double, .duration, .int, .int16, .int32, .int64:
            return .scalar(scalar, random.oneIn(3) ? numberLimits(from: -1000) : nil)
        case .int8: return .scalar(scalar, random.oneIn(3) ? Limits(min: -100, max: 100) : nil)
        case .uint8: return .scalar(scalar, random.oneIn(3) ? Limits(min: 3, max: 200) : nil)
        case .uint16, .uint32, .uint64: return .scalar(scalar, random.oneIn(3) ? numberLimits(from: 0) : nil)
        case .bool, .date, .uuid, .url, .json: return .scalar(scalar, nil)
        }
    }

    private mutating func defaulted() -> (RandomType, String) {
        switch random.number(0...5) {
        case 0: (.scalar(.string, nil), "\"\(random.pick(Self.words)) \\\\ \\\"\"")
        case 1: (.scalar(.bool, nil), "true")
        case 2: (.scalar(.int, Limits(min: -5, max: 5)), "\(random.number(-5...5))")
        case 3:
            (.scalar(.uuid, nil), "\"0123abcd-0000-4000-8000-\(String(100_000_000_000 + random.number(0...99999)))\"")
        case 4: (.scalar(.date, nil), "\"\(random.number(1970...2050))-02-03T04:05:06.789Z\"")
        default: (.scalar(.double, nil), "\(Double(random.number(-1000...1000)) / 16)")
        }
    }

    private mutating func numberLimits(from low: Int) -> Limits {
        let min = random.number(low...low + 500)
        return Limits(min: random.oneIn(3) ? nil : min, max: random.oneIn(3) ? nil : min + random.number(0...500)).orAny
    }

    private mutating func limits(upTo high: Int) -> Limits? {
        guard random.oneIn(2) else { return nil }
        let min = random.number(0...high / 2)
        return Limits(min: random.oneIn(3) ? nil : min, max: random.oneIn(3) ? nil : min + random.number(0...high / 2))
            .orAny
    }

    private mutating func upperLimit() -> Limits? {
        random.oneIn(3) ? Limits(min: nil, max: random.number(1...4)) : nil
    }

    private static let words = [
        "alpha", "beta", "gamma", "is", "in", "name", "value", "self", "ключ", "名", "user-name",
    ]
    private static let oddNames = ["a key ", "k-", "ключ", "😀", "Ü.", "dollar$"]
}

extension RandomType {
    fileprivate var isScalar: Bool {
        if case .scalar = self { true } else { false }
    }

    /// The type without the constraints inside it, for which an optional's notation has no room.
    fileprivate var constrainedOutside: RandomType {
        switch self {
        case .list(let element, let limits): .list(element.unconstrained, limits)
        case .dictionary(let key, let value, let limits): .dictionary(key, value.unconstrained, limits)
        case .scalar, .named, .optional: self
        }
    }

    private var unconstrained: RandomType {
        switch self {
        case .scalar(let scalar, _): .scalar(scalar, nil)
        case .named: self
        case .optional(let type): .optional(type.unconstrained)
        case .list(let element, _): .list(element.unconstrained, nil)
        case .dictionary(let key, let value, _): .dictionary(key, value.unconstrained, nil)
        }
    }
}

extension Limits {
    /// Nothing where neither is given.
    fileprivate var orAny: Limits { min == nil && max == nil ? Limits(min: 0, max: nil) : self }
}

extension Range<Int> {
    fileprivate var closed: ClosedRange<Int> { lowerBound...upperBound - 1 }
}

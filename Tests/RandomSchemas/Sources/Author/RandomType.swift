/// A type as a random schema uses it.
indirect enum RandomType {
    case scalar(Scalar, Limits?)
    /// A declaration by its place.
    case named(Int)
    case optional(RandomType)
    case list(RandomType, Limits?)
    case dictionary(Key, RandomType, Limits?)
}

enum Scalar: String, CaseIterable {
    case string, bool
    case int, int8, int16, int32, int64, uint8, uint16, uint32, uint64
    case float, double, date, duration, uuid, url, data, json

    /// How far an integer type reaches, as far as `Int` holds it.
    var range: ClosedRange<Int>? {
        switch self {
        case .int: -0x1F_FFFF_FFFF_FFFF...0x1F_FFFF_FFFF_FFFF
        case .int8: -128...127
        case .int16: -32768...32767
        case .int32: -2_147_483_648...2_147_483_647
        case .int64: Int.min...Int.max
        case .uint8: 0...255
        case .uint16: 0...65535
        case .uint32: 0...4_294_967_295
        case .uint64: 0...Int.max
        default: nil
        }
    }

    /// Whether numbers of the type travel as text.
    var isWide: Bool { self == .int64 || self == .uint64 }
}

/// The constraints of a number, a length or a count, whichever the type takes.
struct Limits {
    var min: Int?
    var max: Int?

    func range(from low: Int, to high: Int) -> ClosedRange<Int> {
        let low = min ?? low
        return low...Swift.max(low, max ?? high)
    }
}

enum Key {
    case string
    /// An enumeration, or an alias of a string, by its place.
    case named(Int)
}

/// A type that a random schema declares.
struct Declaration {
    let name: String
    var body: Body

    enum Body {
        case structure([Field])
        case enumeration(cases: [String], isFrozen: Bool)
        case union(cases: [Field], discriminator: String?, isFrozen: Bool)
        case alias(RandomType)
    }
}

/// A field of a structure, or a case of a union.
struct Field {
    let key: String
    let wireName: String
    let type: RandomType
    /// The JSON of the default, which YAML reads as the same value.
    var defaultValue: String?
}

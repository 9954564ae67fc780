/// A number of a schema as a built-in type holds it.
struct NumberLiteral {
    /// How Swift reads it.
    let spelling: String
    private let value: Value

    fileprivate enum Value {
        // Wide enough for every 64-bit integer, with and without a sign.
        case integer(Int128)
        case floating(Double)
    }

    enum Misfit: Error {
        /// It is no number, or has decimals where the type has none.
        case kind
        case range
    }

    init(_ count: Int) {
        spelling = "\(count)"
        value = .integer(Int128(count))
    }

    init(_ scalar: YAMLScalar, as type: BuiltinType) throws(Misfit) {
        guard let range = type.integerRange else {
            (spelling, value) = try Self.floating(scalar, as: type)
            return
        }
        guard case .integer(let isNegative, let magnitude) = scalar.value else { throw .kind }
        guard let magnitude else { throw .range }
        let number = isNegative ? -Int128(magnitude) : Int128(magnitude)
        guard range.contains(number) else { throw .range }
        spelling = "\(number)"
        value = .integer(number)
    }

    private static func floating(
        _ scalar: YAMLScalar,
        as type: BuiltinType
    ) throws(Misfit) -> (spelling: String, value: Value) {
        let text: String
        switch scalar.value {
        case .integer(let isNegative, let magnitude?): text = (isNegative ? "-" : "") + "\(magnitude)"
        case .integer(_, nil): text = scalar.text
        case .number(let number): text = number
        default: throw .kind
        }
        guard let number = Double(text) else { throw .kind }
        // A limit of a `float` is compared as one.
        let float = type == .float ? Float(text) : nil
        guard float?.isFinite ?? number.isFinite, type != .duration || abs(number) < 0x1p53 else { throw .range }
        // A short integer reads best as it is; anything longer is spelled by the value that it comes to.
        let isShort = if case .integer = scalar.value { abs(number) < 1e15 } else { false }
        let spelling = isShort ? text : float?.description ?? number.description
        return (spelling, .floating(float.map(Double.init) ?? number))
    }

    /// The number as a length or a count.
    var count: Int {
        if case .integer(let number) = value { Int(clamping: number) } else { 0 }
    }

    static func < (first: NumberLiteral, second: NumberLiteral) -> Bool {
        first.value < second.value
    }
}

extension NumberLiteral.Value {
    fileprivate static func < (first: Self, second: Self) -> Bool {
        switch (first, second) {
        case (.integer(let first), .integer(let second)): first < second
        default: first.approximation < second.approximation
        }
    }

    private var approximation: Double {
        switch self {
        case .integer(let number): Double(number)
        case .floating(let number): number
        }
    }
}

extension BuiltinType {
    /// What an integer type holds; nil for the other types.
    var integerRange: ClosedRange<Int128>? {
        switch self {
        // What every language holds exactly.
        case .int: -0x1F_FFFF_FFFF_FFFF...0x1F_FFFF_FFFF_FFFF
        case .int8: Self.range(of: Int8.self)
        case .int16: Self.range(of: Int16.self)
        case .int32: Self.range(of: Int32.self)
        case .int64: Self.range(of: Int64.self)
        case .uint8: Self.range(of: UInt8.self)
        case .uint16: Self.range(of: UInt16.self)
        case .uint32: Self.range(of: UInt32.self)
        case .uint64: Self.range(of: UInt64.self)
        default: nil
        }
    }

    private static func range<Integer: FixedWidthInteger>(of type: Integer.Type) -> ClosedRange<Int128> {
        Int128(Integer.min)...Int128(Integer.max)
    }
}

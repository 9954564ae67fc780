/// Reads the default of a built-in type from a scalar.
struct ScalarDefault {
    let type: BuiltinType
    let scalar: YAMLScalar

    func value() throws(DefaultMisfit) -> DefaultValue {
        switch (type, scalar.value) {
        case (.string, .string(let text)): return .string(text)
        case (.string, .null): throw misfit("write \"\" for the empty string")
        case (.string, _): throw misfit("write it in quotes")
        case (.bool, .boolean(let value)): return .boolean(value)
        case (.float, let value), (.double, let value), (.duration, let value): return .number(try number(value))
        case (_, .integer(let isNegative, let magnitude)):
            guard let bounds = type.integerBounds else { throw misfit() }
            guard let magnitude, magnitude <= (isNegative ? bounds.below : bounds.above) else {
                throw DefaultMisfit("the default \(scalar.text.quoted) is out of the range of '\(type.rawValue)'")
            }
            return .integer(isNegative && magnitude > 0 ? "-\(magnitude)" : "\(magnitude)")
        default: throw misfit()
        }
    }

    /// A number that the type holds, spelled as a literal.
    private func number(_ value: YAMLScalar.Value) throws(DefaultMisfit) -> String {
        let text: String
        switch value {
        case .integer(let isNegative, let magnitude?): text = (isNegative ? "-" : "") + "\(magnitude)"
        case .integer(_, nil): text = scalar.text
        case .number(let number): text = number
        default: throw misfit(type == .duration ? "write a number of seconds" : nil)
        }
        guard let number = Double(text) else { throw misfit() }
        let isHeld = type == .float ? Float(text)?.isFinite == true : number.isFinite
        guard isHeld, type != .duration || abs(number) < 0x1p53 else {
            throw DefaultMisfit("the default \(scalar.text.quoted) is out of the range of '\(type.rawValue)'")
        }
        // A short integer reads best as it is; anything longer is spelled by the value that it comes to.
        if case .integer = value, abs(number) < 1e15 { return text }
        return type == .float ? Float(text)?.description ?? number.description : number.description
    }

    private func misfit(_ hint: String? = nil) -> DefaultMisfit {
        let found = scalar.text.isEmpty ? scalar.value.kindDescription : scalar.text.quoted
        return DefaultMisfit("\(found) is not a default of '\(type.rawValue)'\(hint.map { "; " + $0 } ?? "")")
    }
}

extension BuiltinType {
    /// How far an integer type reaches below and above zero; nil for the other types.
    fileprivate var integerBounds: (below: UInt64, above: UInt64)? {
        switch self {
        // What every language holds exactly.
        case .int: (0x1F_FFFF_FFFF_FFFF, 0x1F_FFFF_FFFF_FFFF)
        case .int8: Self.bounds(of: Int8.self)
        case .int16: Self.bounds(of: Int16.self)
        case .int32: Self.bounds(of: Int32.self)
        case .int64: Self.bounds(of: Int64.self)
        case .uint8: Self.bounds(of: UInt8.self)
        case .uint16: Self.bounds(of: UInt16.self)
        case .uint32: Self.bounds(of: UInt32.self)
        case .uint64: Self.bounds(of: UInt64.self)
        default: nil
        }
    }

    private static func bounds<Integer: FixedWidthInteger>(of type: Integer.Type) -> (below: UInt64, above: UInt64) {
        (UInt64(Integer.min.magnitude), UInt64(Integer.max))
    }
}

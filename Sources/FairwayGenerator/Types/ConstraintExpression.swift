import FairwaySchema

/// What a value keeps to, as an expression of the runtime's constraints, where the context tells the value's type.
struct ConstraintExpression: CustomStringConvertible {
    let description: String

    init(_ constraint: ValueConstraint, of type: TypeReference, types: DeclaredTypes) {
        description = Self.spelled(constraint, of: type, types: types)
    }

    /// A constraint follows its type, so the recursion is as deep as the type, which is bounded.
    private static func spelled(_ constraint: ValueConstraint, of type: TypeReference, types: DeclaredTypes) -> String {
        let type = types.resolved(type)
        switch (constraint, type) {
        case (.optional(let inner), .optional(let wrapped)):
            return ".ifPresent(\(spelled(inner, of: wrapped, types: types)))"
        case (.number(let min, let max), .builtin(.duration)):
            return range(min: min.map { ".seconds(\($0))" }, max: max.map { ".seconds(\($0))" })
        case (.number(let min, let max), _): return range(min: min, max: max)
        case (.length(let bounds), _): return ".length(\(range(bounds)))"
        case (.list(let count, let element), .list(let elementType)):
            let each = element.map { ".each(\(spelled($0, of: elementType, types: types)))" }
            return joined([count.map(counted), each])
        case (.dictionary(let count, let key, let value), .dictionary(let keyType, let valueType)):
            let keys = key.map { ".keys(\(spelled($0, of: keyType, types: types)))" }
            let values = value.map { ".values(\(spelled($0, of: valueType, types: types)))" }
            return joined([count.map(counted), keys, values])
        // A checked schema has no constraint that does not follow its type.
        case (.optional(let inner), _): return spelled(inner, of: type, types: types)
        case (.list(let count, _), _), (.dictionary(let count, _, _), _): return joined([count.map(counted)])
        }
    }

    private static func joined(_ parts: [String?]) -> String {
        let parts = parts.compactMap(\.self)
        guard let first = parts.first else { return ".count(0...)" }
        return parts.dropFirst().reduce(first) { "\($0).and(\($1))" }
    }

    private static func counted(_ bounds: ValueConstraint.Bounds) -> String {
        ".count(\(range(bounds)))"
    }

    private static func range(_ bounds: ValueConstraint.Bounds) -> String {
        "\(bounds.min.map(String.init) ?? "")...\(bounds.max.map(String.init) ?? "")"
    }

    private static func range(min: String?, max: String?) -> String {
        // Swift would read the sign or the dot as a part of the operator.
        let max = max.map { $0.hasPrefix("-") || $0.hasPrefix(".") ? "(\($0))" : $0 }
        return ".range(\(min ?? "")...\(max ?? ""))"
    }
}

/// What a use of a type comes to.
struct CheckedType {
    private(set) var reference: TypeReference
    /// Whether the type is optional, be it by way of an alias.
    private(set) var isOptional = false
    /// What it is once aliases and the optional are seen through.
    let base: Base
    /// What the value itself keeps to, with the constraints of aliases counted in.
    var limits = ValueLimits()
    /// How many collections hold one another, counted with the innermost type and with aliases seen through.
    private(set) var levels = 1
    private var keyConstraint: ValueConstraint?
    private var elementConstraint: ValueConstraint?

    enum Base: Hashable {
        case builtin(BuiltinType)
        /// The place of the declaration among the types.
        case structure(Int)
        case enumeration(Int)
        case union(Int)
        case list, dictionary
    }

    init(reference: TypeReference, base: Base) {
        self.reference = reference
        self.base = base
    }

    static func list(of element: CheckedType) -> CheckedType {
        var type = CheckedType(reference: .list(element.reference), base: .list)
        type.levels = element.levels + 1
        type.elementConstraint = element.constraint
        return type
    }

    static func dictionary(from key: CheckedType, to value: CheckedType) -> CheckedType {
        let reference = TypeReference.dictionary(key: key.reference, value: value.reference)
        var type = CheckedType(reference: reference, base: .dictionary)
        type.levels = value.levels + 1
        type.keyConstraint = key.constraint
        type.elementConstraint = value.constraint
        return type
    }

    var optional: CheckedType {
        var type = self
        type.reference = .optional(reference)
        type.isOptional = true
        return type
    }

    /// The same type under the name of an alias.
    func alias(_ alias: TypeReference) -> CheckedType {
        var type = self
        type.reference = alias
        return type
    }

    /// All that a value of the type keeps to.
    var constraint: ValueConstraint? {
        let constraint: ValueConstraint?
        switch base {
        case .builtin(.string), .builtin(.data): constraint = limits.bounds.map { .length($0) }
        case .builtin: constraint = limits.number
        case .structure, .enumeration, .union: constraint = nil
        case .list:
            let isFree = limits.isEmpty && elementConstraint == nil
            constraint = isFree ? nil : .list(count: limits.bounds, element: elementConstraint)
        case .dictionary:
            let isFree = limits.isEmpty && elementConstraint == nil && keyConstraint == nil
            constraint =
                isFree ? nil : .dictionary(count: limits.bounds, key: keyConstraint, value: elementConstraint)
        }
        return isOptional ? constraint.map { .optional($0) } : constraint
    }

    var constrained: ConstrainedType { ConstrainedType(reference, constraint: constraint) }

    /// The structure or union that a value of the type holds in itself: not behind a list or a dictionary.
    var contained: Int? {
        switch base {
        case .structure(let index), .union(let index): index
        case .builtin, .enumeration, .list, .dictionary: nil
        }
    }
}

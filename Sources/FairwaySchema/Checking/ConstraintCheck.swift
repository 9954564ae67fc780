/// Sees that constraints suit their type, and joins them with those that the type brings along.
struct ConstraintCheck {
    let type: CheckedType
    let definitions: [TypeDefinition]

    /// The type with the constraints; without those that have been reported.
    func apply(_ constraints: [ConstraintDefinition], report: inout DiagnosticReport) -> CheckedType {
        var own = ValueLimits()
        for constraint in constraints {
            guard let limit = limit(constraint, report: &report) else { continue }
            if constraint.keyword.isUpperLimit { own.max = limit } else { own.min = limit }
        }
        guard !refuseEmpty(own, with: own, report: &report) else { return type }
        let joined = type.limits.intersected(with: own)
        guard !refuseEmpty(joined, with: own, report: &report) else { return type }
        var constrained = type
        constrained.limits = joined
        return constrained
    }

    private func limit(_ constraint: ConstraintDefinition, report: inout DiagnosticReport) -> ValueLimits.Limit? {
        guard constraint.keyword.subject == subject else {
            refuse(constraint, report: &report)
            return nil
        }
        guard subject == .number, case .builtin(let builtin) = type.base else {
            guard case .integer(_, let magnitude?) = constraint.limit.value else { return nil }
            return ValueLimits.Limit(
                number: NumberLiteral(Int(clamping: magnitude)),
                location: constraint.limitLocation
            )
        }
        let shown = constraint.limit.text.quoted
        do throws(NumberLiteral.Misfit) {
            let number = try NumberLiteral(constraint.limit, as: builtin)
            return ValueLimits.Limit(number: number, location: constraint.limitLocation)
        } catch {
            switch error {
            case .kind:
                let message =
                    "\(constraint.keyword.rawValue.quoted) of '\(builtin.rawValue)' is a whole number, not \(shown)"
                report.error(.invalidValue, at: constraint.limitLocation, message)
            case .range:
                let message = "the limit \(shown) is out of the range of '\(builtin.rawValue)'"
                report.error(.constraintRange, at: constraint.limitLocation, message)
            }
            return nil
        }
    }

    /// What a value of the type can be held to; nil where there is nothing.
    private var subject: ConstraintDefinition.Subject? {
        switch type.base {
        case .builtin(.string), .builtin(.data): .length
        case .builtin(let builtin):
            builtin.integerRange != nil || [.float, .double, .duration].contains(builtin) ? .number : nil
        case .list, .dictionary: .count
        case .structure, .enumeration, .union: nil
        }
    }

    private func refuse(_ constraint: ConstraintDefinition, report: inout DiagnosticReport) {
        let keywords = ConstraintDefinition.Keyword.allCases.filter { $0.subject == subject }.map(\.rawValue.quoted)
        let taken = keywords.isEmpty ? "takes no constraint" : "takes \(keywords.joined(separator: " and "))"
        let type = type.base.description(definitions)
        let message = "\(constraint.keyword.rawValue.quoted) does not suit the type: \(type) \(taken)"
        report.error(.constraintType, at: constraint.location, message)
    }

    /// Whether nothing can be within the limits, which is then reported at the later one that the use itself gives.
    private func refuseEmpty(_ limits: ValueLimits, with own: ValueLimits, report: inout DiagnosticReport) -> Bool {
        guard limits.admitNothing, let min = limits.min, let max = limits.max else { return false }
        let isMaxOwn = own.max?.location == max.location
        let isMinOwn = own.min?.location == min.location
        let isAtMax = isMaxOwn && isMinOwn ? min.location < max.location : isMaxOwn
        let (place, other) = isAtMax ? (max, min) : (min, max)
        let message =
            "nothing is at least \(min.number.spelling.quoted) and at most \(max.number.spelling.quoted)"
        let note = Diagnostic.Note(message: "the other limit is here", location: other.location)
        report.error(.emptyRange, at: place.location, message, notes: [note])
        return true
    }
}

extension CheckedType.Base {
    /// The type for a message.
    func description(_ definitions: [TypeDefinition]) -> String {
        switch self {
        case .builtin(let builtin): "'\(builtin.rawValue)'"
        case .structure(let index): "the structure \(definitions[index].name.key.quoted)"
        case .enumeration(let index): "the enumeration \(definitions[index].name.key.quoted)"
        case .union(let index): "the union \(definitions[index].name.key.quoted)"
        case .list: "a list"
        case .dictionary: "a dictionary"
        }
    }
}

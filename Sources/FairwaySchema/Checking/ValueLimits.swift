/// How small and how large a value, its length or its count may be.
struct ValueLimits {
    var min: Limit?
    var max: Limit?

    struct Limit {
        let number: NumberLiteral
        /// Where the schema says so.
        let location: SourceLocation
    }

    var isEmpty: Bool { min == nil && max == nil }

    /// Whether no value can lie within.
    var admitNothing: Bool {
        guard let min, let max else { return false }
        return max.number < min.number
    }

    func admits(_ number: NumberLiteral) -> Bool {
        if let min, number < min.number { return false }
        if let max, max.number < number { return false }
        return true
    }

    func admits(count: Int) -> Bool {
        admits(NumberLiteral(count))
    }

    /// What both sets of limits admit.
    func intersected(with other: ValueLimits) -> ValueLimits {
        var limits = self
        if let otherMin = other.min {
            let isStricter = limits.min.map { $0.number < otherMin.number } ?? true
            if isStricter { limits.min = otherMin }
        }
        if let otherMax = other.max {
            let isStricter = limits.max.map { otherMax.number < $0.number } ?? true
            if isStricter { limits.max = otherMax }
        }
        return limits
    }

    /// The limits of a number or a duration.
    var number: ValueConstraint? {
        isEmpty ? nil : .number(min: min?.number.spelling, max: max?.number.spelling)
    }

    /// The limits of a length or a count.
    var bounds: ValueConstraint.Bounds? {
        isEmpty ? nil : ValueConstraint.Bounds(min: min?.number.count, max: max?.number.count)
    }

    /// The limits in words, as in `from 1 to 5`.
    var description: String {
        switch (min?.number.spelling, max?.number.spelling) {
        case (let min?, let max?): min == max ? "exactly \(min)" : "from \(min) to \(max)"
        case (let min?, nil): "at least \(min)"
        case (nil, let max?): "at most \(max)"
        case (nil, nil): "anything"
        }
    }
}

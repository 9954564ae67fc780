extension Constraint where Value: Comparable & Sendable {
    /// Demands a number or a duration between two others, both included.
    @inlinable
    public static func range(_ bounds: ClosedRange<Value>) -> Constraint {
        Constraint { value in
            guard value < bounds.lowerBound || value > bounds.upperBound else { return nil }
            return NumberRefusal.make(of: value, from: bounds.lowerBound, through: bounds.upperBound)
        }
    }

    /// Demands a number or a duration that is not below another.
    @inlinable
    public static func range(_ bounds: PartialRangeFrom<Value>) -> Constraint {
        Constraint { value in
            value < bounds.lowerBound ? NumberRefusal.make(of: value, from: bounds.lowerBound) : nil
        }
    }

    /// Demands a number or a duration that is not above another.
    @inlinable
    public static func range(_ bounds: PartialRangeThrough<Value>) -> Constraint {
        Constraint { value in
            value > bounds.upperBound ? NumberRefusal.make(of: value, through: bounds.upperBound) : nil
        }
    }
}

/// What is wrong with a number outside of its bounds.
@usableFromInline
enum NumberRefusal {
    @inline(never)
    @usableFromInline
    static func make<Value>(of value: Value, from low: Value? = nil, through high: Value? = nil) -> ValueRefusal {
        let expected =
            switch (low.map(text), high.map(text)) {
            case (let low?, let high?): low == high ? low : "\(low) to \(high)"
            case (let low?, nil): "at least \(low)"
            case (nil, let high?): "at most \(high)"
            case (nil, nil): "another value"
            }
        return ValueRefusal(expected: expected, found: text(of: value))
    }

    /// A number as a schema writes it, which is without decimals where they are zero.
    private static func text<Value>(of value: Value) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

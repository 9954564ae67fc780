/// What a schema demands of a value besides its type; schema language, "Constraints".
///
/// Values are checked after they are read and before they are written. Checking one allocates nothing where it holds.
public struct Constraint<Value>: Sendable {
    @usableFromInline let refusal: @Sendable (Value) -> ValueRefusal?

    /// - Parameter refusal: says what is wrong with a value; `nil` for one that is right.
    @inlinable
    init(_ refusal: @escaping @Sendable (Value) -> ValueRefusal?) {
        self.refusal = refusal
    }

    /// No demand at all.
    @inlinable
    static var unconstrained: Constraint {
        Constraint { _ in nil }
    }

    /// Both demands, this one first.
    @inlinable
    public func and(_ other: Constraint) -> Constraint {
        Constraint { value in refusal(value) ?? other.refusal(value) }
    }

    /// Demands something of a value that is there.
    @inlinable
    public static func ifPresent<Wrapped>(_ constraint: Constraint<Wrapped>) -> Constraint where Value == Wrapped? {
        Constraint { value in
            switch value {
            case .some(let wrapped): constraint.refusal(wrapped)
            case .none: nil
            }
        }
    }
}

/// The least and the greatest amount of something, both included.
@usableFromInline
struct AmountBounds: Sendable {
    @usableFromInline let low: Int
    @usableFromInline let high: Int

    @inlinable
    init(_ low: Int, _ high: Int) {
        self.low = low
        self.high = high
    }

    @inlinable
    func contains(_ amount: Int) -> Bool { amount >= low && amount <= high }

    /// What is wrong with an amount outside of the bounds.
    @inline(never)
    @usableFromInline
    func refusal(of amount: Int, _ singular: StaticString, _ plural: StaticString) -> ValueRefusal {
        func counted(_ amount: Int) -> String { "\(amount) \(amount == 1 ? singular : plural)" }
        let expected =
            if high == .max {
                "at least \(counted(low))"
            } else if low == high {
                counted(low)
            } else if low <= 0 {
                "at most \(counted(high))"
            } else {
                "\(low) to \(counted(high))"
            }
        return ValueRefusal(expected: expected, found: "\(amount)")
    }
}

extension Constraint where Value: Collection & Sendable {
    /// Demands that many items of a list or a dictionary.
    @inlinable
    public static func count(_ bounds: ClosedRange<Int>) -> Constraint {
        count(AmountBounds(bounds.lowerBound, bounds.upperBound))
    }

    /// Demands at least that many items of a list or a dictionary.
    @inlinable
    public static func count(_ bounds: PartialRangeFrom<Int>) -> Constraint {
        count(AmountBounds(bounds.lowerBound, .max))
    }

    /// Demands at most that many items of a list or a dictionary.
    @inlinable
    public static func count(_ bounds: PartialRangeThrough<Int>) -> Constraint {
        count(AmountBounds(0, bounds.upperBound))
    }

    @inlinable
    static func count(_ bounds: AmountBounds) -> Constraint {
        Constraint { items in
            let count = items.count
            return bounds.contains(count) ? nil : bounds.refusal(of: count, "item", "items")
        }
    }
}

extension Constraint {
    /// Demands something of each element of a list.
    @inlinable
    public static func each<Element>(_ constraint: Constraint<Element>) -> Constraint where Value == [Element] {
        Constraint { elements in
            for index in elements.indices {
                if let refusal = constraint.refusal(elements[index]) { return refusal.inElement(index) }
            }
            return nil
        }
    }

    /// Demands something of each key of a dictionary.
    @inlinable
    public static func keys<Key: WireKey, Item>(_ constraint: Constraint<Key>) -> Constraint
    where Value == [Key: Item] {
        Constraint { items in
            for key in items.keys {
                if let refusal = constraint.refusal(key) { return refusal.atKey(key.wireKey) }
            }
            return nil
        }
    }

    /// Demands something of each value of a dictionary.
    @inlinable
    public static func values<Key: WireKey, Item>(
        _ constraint: Constraint<Item>
    ) -> Constraint where Value == [Key: Item] {
        Constraint { items in
            for (key, item) in items {
                if let refusal = constraint.refusal(item) { return refusal.atKey(key.wireKey) }
            }
            return nil
        }
    }
}

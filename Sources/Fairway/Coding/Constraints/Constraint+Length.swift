extension Constraint where Value == String {
    /// Demands that many characters, counted as Unicode scalars.
    @inlinable
    public static func length(_ bounds: ClosedRange<Int>) -> Constraint {
        length(AmountBounds(bounds.lowerBound, bounds.upperBound))
    }

    /// Demands at least that many characters, counted as Unicode scalars.
    @inlinable
    public static func length(_ bounds: PartialRangeFrom<Int>) -> Constraint {
        length(AmountBounds(bounds.lowerBound, .max))
    }

    /// Demands at most that many characters, counted as Unicode scalars.
    @inlinable
    public static func length(_ bounds: PartialRangeThrough<Int>) -> Constraint {
        length(AmountBounds(0, bounds.upperBound))
    }

    @inlinable
    static func length(_ bounds: AmountBounds) -> Constraint {
        Constraint { text in
            // A scalar takes one to four bytes, so the bytes alone decide most of the time.
            let byteCount = text.utf8.count
            if byteCount <= bounds.high, byteCount / 4 >= bounds.low { return nil }
            return bounds.refusal(ofText: text)
        }
    }
}

extension AmountBounds {
    /// What is wrong with a text whose bytes do not decide it.
    @inline(never)
    @usableFromInline
    func refusal(ofText text: String) -> ValueRefusal? {
        // One that holds has at most four bytes for each character it may have; only for the error is more counted.
        let scalarCount = text.unicodeScalars.count
        return contains(scalarCount) ? nil : refusal(of: scalarCount, "character", "characters")
    }
}

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension Constraint where Value == Data {
    /// Demands that many bytes.
    public static func length(_ bounds: ClosedRange<Int>) -> Constraint {
        length(AmountBounds(bounds.lowerBound, bounds.upperBound))
    }

    /// Demands at least that many bytes.
    public static func length(_ bounds: PartialRangeFrom<Int>) -> Constraint {
        length(AmountBounds(bounds.lowerBound, .max))
    }

    /// Demands at most that many bytes.
    public static func length(_ bounds: PartialRangeThrough<Int>) -> Constraint {
        length(AmountBounds(0, bounds.upperBound))
    }

    private static func length(_ bounds: AmountBounds) -> Constraint {
        Constraint { data in
            bounds.contains(data.count) ? nil : bounds.refusal(of: data.count, "byte", "bytes")
        }
    }
}

/// Counts durations with an error of 1.6 % at most, in memory that does not grow.
///
/// Each power of two is divided into 32 equal steps.
struct LatencyHistogram: ~Copyable {
    private static let stepBits = 5
    private static let steps = 1 << stepBits

    // Safe: it is filled before it is used and lives as long as this value; each of the 64 powers has its steps in it.
    private let counts: UnsafeMutableBufferPointer<Int>
    private(set) var total = 0

    init() {
        counts = .allocate(capacity: 64 * Self.steps)
        counts.initialize(repeating: 0)
    }

    deinit {
        counts.deallocate()
    }

    mutating func record(_ nanoseconds: UInt64) {
        counts[Self.place(of: nanoseconds)] += 1
        total += 1
    }

    /// The duration that a share of all is not longer than, in microseconds.
    func microseconds(atShare share: Double) -> Double {
        var rest = Int((Double(total) * share).rounded(.up))
        for (place, count) in counts.enumerated() {
            rest -= count
            if rest <= 0, count > 0 { return Self.middle(of: place) / 1_000 }
        }
        return 0
    }

    private static func place(of value: UInt64) -> Int {
        guard value >= steps else { return Int(value) }
        let power = 63 - value.leadingZeroBitCount
        let step = Int(truncatingIfNeeded: value >> UInt64(power - stepBits)) & (steps - 1)
        return (power - stepBits + 1) << stepBits | step
    }

    private static func middle(of place: Int) -> Double {
        guard place >= steps else { return Double(place) }
        let width = Double(UInt64(1) << UInt64(place >> stepBits - 1))
        return (Double(steps + place & (steps - 1)) + 0.5) * width
    }
}

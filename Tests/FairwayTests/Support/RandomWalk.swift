import Testing

@testable import Fairway

/// A walk at random through what may happen to a value, which takes note of promises that it breaks.
protocol RandomWalk {
    init(seed: UInt64)
    /// The promises that did not hold.
    var violations: [String] { get }
    /// Makes one thing happen.
    mutating func step()
}

extension RandomWalk {
    /// Walks until a promise is broken, or so many steps.
    static func walk(_ count: Int, seed: UInt64) async -> Self {
        var walk = Self(seed: seed)
        var steps = 0
        while steps < count, walk.violations.isEmpty {
            walk.step()
            steps += 1
            // Other tests share the threads, and some of them have time limits.
            if steps.isMultiple(of: 500) { await Task.yield() }
        }
        #expect(walk.violations.isEmpty, "seed \(seed), step \(steps)")
        return walk
    }
}

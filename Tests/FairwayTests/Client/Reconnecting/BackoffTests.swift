import Testing

@testable import Fairway

@Suite("The delays before a client comes back")
struct BackoffTests {
    private static let usual = Backoff(initialDelay: .milliseconds(500), maximumDelay: .seconds(20))

    @Test("Are bound by half a second, which doubles with each attempt up to twenty")
    func bounds() throws {
        let bounds = (1...8).map { Self.usual.bound(of: $0) / .seconds(1) }
        #expect(bounds == [0.5, 1, 2, 4, 8, 16, 20, 20])
        let backoff = try #require(ReconnectPolicy().backoff)
        #expect(backoff == Self.usual)
    }

    @Test("Lie anywhere between zero and the bound, whatever policy and attempt", arguments: 1...20)
    func range(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<500 {
            let backoff = Backoff(
                initialDelay: .nanoseconds(Int64.random(in: 0...1_000_000_000, using: &random)),
                maximumDelay: .milliseconds(Int64.random(in: 0...100_000, using: &random))
            )
            var last = Duration.zero
            for attempt in 1...70 {
                let bound = backoff.bound(of: attempt)
                #expect(bound == min(backoff.maximumDelay, last == .zero ? backoff.initialDelay : last * 2))
                let delay = backoff.delay(of: attempt, fraction: .random(in: 0...1, using: &random))
                #expect(delay >= .zero && delay <= bound)
                last = bound
            }
        }
    }

    @Test("Are as the fraction says, and one outside of 0 to 1 counts as its nearer end")
    func fractions() {
        let delays = [-1, 0, 0.25, 1, 2, .infinity, -.infinity, .nan].map { Self.usual.delay(of: 3, fraction: $0) }
        #expect(delays == [.zero, .zero, .milliseconds(500), .seconds(2), .seconds(2), .seconds(2), .zero, .zero])
    }

    @Test("Overflow neither with the number of the attempt nor with the policy", arguments: [1, 10_000, Int.max])
    func overflow(attempt: Int) {
        #expect(Self.usual.bound(of: attempt) == (attempt == 1 ? .milliseconds(500) : .seconds(20)))
        let endless = Backoff(
            initialDelay: Duration(secondsComponent: .max, attosecondsComponent: 0),
            maximumDelay: Duration(secondsComponent: .max, attosecondsComponent: 0)
        )
        #expect(endless.delay(of: attempt, fraction: 1) == TimeSource.longest)
        let slow = Backoff(
            initialDelay: Duration(secondsComponent: 0, attosecondsComponent: 1),
            maximumDelay: endless.maximumDelay
        )
        #expect(slow.delay(of: attempt, fraction: 1) <= TimeSource.longest)
        let negative = Backoff(initialDelay: .seconds(-1), maximumDelay: .seconds(-1))
        #expect(negative.delay(of: attempt, fraction: 1) == .zero)
    }

    @Test("Are drawn uniformly by the policy")
    func jitter() {
        let policy = ReconnectPolicy()
        let drawn = (0..<1_000).map { _ in policy.jitter() }
        #expect(drawn.allSatisfy { (0...1).contains($0) })
        // Each tenth has a tenth of them, give or take eight deviations.
        for tenth in 0..<10 {
            let count = drawn.count { Int($0 * 10) == tenth }
            #expect((24...176).contains(count))
        }
    }
}

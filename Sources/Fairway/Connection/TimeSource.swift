/// A clock seen as a stopwatch, so that code need not be generic over the clock it is given.
package struct TimeSource: Sendable {
    /// The time since this source was made.
    package let now: @Sendable () -> Duration
    /// Sleeps until ``now`` reaches a time; throws where the task is cancelled.
    package let sleep: @Sendable (_ until: Duration) async throws -> Void

    /// No time limit is longer: what a clock adds a longer one to is beyond what clocks can count.
    static let longest: Duration = .seconds(1 << 32)

    /// When a time limit that begins now is up, as ``now`` will tell it.
    package func due(after limit: Duration) -> Duration {
        now() + max(min(limit, Self.longest), .zero)
    }

    package init<C: Clock>(_ clock: C) where C.Duration == Duration {
        let start = clock.now
        now = { start.duration(to: clock.now) }
        sleep = { try await clock.sleep(until: start.advanced(by: $0), tolerance: nil) }
    }
}

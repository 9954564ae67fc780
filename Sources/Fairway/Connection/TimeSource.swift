/// A clock seen as a stopwatch, so that code need not be generic over the clock it is given.
package struct TimeSource: Sendable {
    /// The time since this source was made.
    package let now: @Sendable () -> Duration
    /// Sleeps until ``now`` reaches a time; throws where the task is cancelled.
    package let sleep: @Sendable (_ until: Duration) async throws -> Void

    package init<C: Clock>(_ clock: C) where C.Duration == Duration {
        let start = clock.now
        now = { start.duration(to: clock.now) }
        sleep = { try await clock.sleep(until: start.advanced(by: $0), tolerance: nil) }
    }
}

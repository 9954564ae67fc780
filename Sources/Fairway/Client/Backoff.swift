/// Delays that grow exponentially, with full jitter.
struct Backoff: Sendable, Hashable {
    let initialDelay: Duration
    let maximumDelay: Duration

    /// Negative delays count as none, and those beyond what clocks can count as the longest that they can.
    init(initialDelay: Duration, maximumDelay: Duration) {
        self.maximumDelay = min(max(maximumDelay, .zero), TimeSource.longest)
        self.initialDelay = min(max(initialDelay, .zero), self.maximumDelay)
    }

    /// What the delay before an attempt does not exceed.
    ///
    /// - Parameter attempt: 1 for the first after a loss.
    func bound(of attempt: Int) -> Duration {
        guard initialDelay > .zero else { return .zero }
        var bound = initialDelay
        var doublings = attempt - 1
        while doublings > 0, bound < maximumDelay {
            // Half of it is compared, so that nothing overflows.
            bound = bound > maximumDelay / 2 ? maximumDelay : bound * 2
            doublings -= 1
        }
        return bound
    }

    /// The delay before an attempt.
    ///
    /// - Parameter fraction: how much of the bound it is, from 0 to 1.
    func delay(of attempt: Int, fraction: Double) -> Duration {
        let bound = bound(of: attempt)
        // Written so that what is no number counts as nothing.
        guard fraction > 0 else { return .zero }
        return fraction < 1 ? min(bound * fraction, bound) : bound
    }
}

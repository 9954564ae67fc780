import NIOCore

/// How many pings a peer may still send.
///
/// A value without clock. It is one time: when all of the allowance would be there again.
struct PingAllowance: Hashable {
    /// What is allowed.
    struct Limits: Hashable {
        fileprivate let timeOfOne: Int64
        fileprivate let timeOfAll: Int64

        init(_ options: WebSocketOptions) {
            timeOfOne = 1_000_000_000 / Int64(min(max(options.pingsPerSecond, 1), 1_000_000_000))
            let (all, overflow) = timeOfOne.multipliedReportingOverflow(by: Int64(max(options.maximumPings, 0)))
            timeOfAll = overflow ? .max : all
        }
    }

    /// In nanoseconds, as the times that it is given.
    private var restoredAt = Int64.min

    /// Takes a ping.
    ///
    /// - Returns: false where it is one too many.
    mutating func take(at now: NIODeadline, _ limits: Limits) -> Bool {
        let now = Int64(clamping: now.uptimeNanoseconds)
        let (restored, overflow) = max(restoredAt, now).addingReportingOverflow(limits.timeOfOne)
        guard !overflow, restored - now <= limits.timeOfAll else { return false }
        restoredAt = restored
        return true
    }

    /// Takes note that a message came: as many pings are forgiven as a peer of our own may send for it.
    mutating func forgive(_ limits: Limits) {
        let (restored, overflow) = restoredAt.subtractingReportingOverflow(
            limits.timeOfOne * Int64(RoundTrips.maximumPings)
        )
        restoredAt = overflow ? .min : restored
    }
}

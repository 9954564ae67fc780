import Foundation

/// A time of a clock that is read in a few nanoseconds and is a few milliseconds late.
struct CoarseTime: Sendable {
    private let nanoseconds: Int64

    static var now: CoarseTime {
        #if canImport(Darwin)
            CoarseTime(nanoseconds: Int64(clamping: clock_gettime_nsec_np(CLOCK_MONOTONIC_RAW_APPROX)))
        #else
            var time = timespec()
            clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
            return CoarseTime(nanoseconds: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
        #endif
    }

    static func - (end: CoarseTime, start: CoarseTime) -> Duration {
        .nanoseconds(end.nanoseconds &- start.nanoseconds)
    }
}

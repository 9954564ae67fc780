import Glibc

/// A clock that is never set.
enum Monotonic {
    /// Nanoseconds since some moment.
    @inline(__always)
    static func now() -> UInt64 {
        read(CLOCK_MONOTONIC)
    }

    /// Nanoseconds on another clock of the system's.
    static func read(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

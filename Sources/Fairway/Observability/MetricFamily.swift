import Synchronization

/// The series of one metric, each made when it is needed first.
final class MetricFamily<Key: Hashable & Sendable, Series: Sendable>: Sendable {
    private let made = Mutex<[Key: Series]>([:])
    private let make: @Sendable (Key) -> Series

    /// - Parameter make: is called without a lock, so that it may be called twice for one key; the first result counts.
    init(_ make: @escaping @Sendable (Key) -> Series) {
        self.make = make
    }

    subscript(key: Key) -> Series {
        if let series = made.withLock({ $0[key] }) { return series }
        let series = make(key)
        return made.withLock { made in
            let first = made[key] ?? series
            made[key] = first
            return first
        }
    }
}

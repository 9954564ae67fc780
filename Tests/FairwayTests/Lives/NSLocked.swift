import Foundation

/// A value behind a lock of the system's.
final class NSLocked<Value>: @unchecked Sendable {
    // Safe to share, because the value is touched by nothing but `withLock`, which holds the lock.
    private var value: Value
    private let lock = NSLock()

    init(_ value: sending Value) {
        self.value = value
    }

    func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}

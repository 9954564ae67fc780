import Synchronization

extension Mutex where Value: Sendable {
    /// Replaces a part of the value; what was there is let go after the lock, because letting go may run user code.
    func replace<Part: Sendable>(_ path: any WritableKeyPath<Value, Part> & Sendable, with part: Part) {
        let replaced = withLock { value in
            let replaced = value[keyPath: path]
            value[keyPath: path] = part
            return replaced
        }
        withExtendedLifetime(replaced) {}
    }
}

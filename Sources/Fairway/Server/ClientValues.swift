import Synchronization

/// The key of something a program keeps for each client.
public protocol ClientKey {
    /// What is kept.
    associatedtype Value: Sendable
    /// What a client has that nothing was kept for.
    static var defaultValue: Value { get }
}

/// What a program keeps for one client, by typed keys; safe to use from anywhere.
public final class ClientValues: Sendable {
    private struct Entry: Sendable {
        var value: any Sendable
        /// Counts changes, so that ``ClientValues/update(_:_:)`` sees those that others make meanwhile.
        var version: Int
    }

    private let entries = Mutex<[ObjectIdentifier: Entry]>([:])

    /// Keeps nothing yet.
    public init() {}

    /// The value of a key.
    ///
    /// To change what is there use ``update(_:_:)``: between reading and writing another task may have changed it.
    public subscript<Key: ClientKey>(_ key: Key.Type) -> Key.Value {
        get { read(key).value }
        set { _ = store(newValue, for: key, over: nil) }
    }

    /// Changes the value of a key in one step, so that no change of another task is lost.
    ///
    /// - Parameter change: changes the value. It is called again where another task has changed the value meanwhile, so
    ///   it must do nothing else.
    /// - Returns: what `change` has returned, of the call that counted.
    @discardableResult
    public func update<Key: ClientKey, Result, Failure: Error>(
        _ key: Key.Type,
        _ change: (inout Key.Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        while true {
            var (value, version) = read(key)
            let result = try change(&value)
            if store(value, for: key, over: version) { return result }
        }
    }

    private func read<Key: ClientKey>(_ key: Key.Type) -> (value: Key.Value, version: Int) {
        let entry = entries.withLock { $0[ObjectIdentifier(key)] }
        return (entry?.value as? Key.Value ?? Key.defaultValue, entry?.version ?? 0)
    }

    /// Keeps a value; what was there is let go after the lock, because letting go may run user code.
    ///
    /// - Parameter version: what is to be replaced; `nil` replaces whatever is there.
    /// - Returns: false where something else is there.
    private func store<Key: ClientKey>(_ value: Key.Value, for key: Key.Type, over version: Int?) -> Bool {
        let (isStored, replaced) = entries.withLock { entries -> (Bool, Entry?) in
            let replaced = entries[ObjectIdentifier(key)]
            let current = replaced?.version ?? 0
            guard version == nil || version == current else { return (false, nil) }
            entries[ObjectIdentifier(key)] = Entry(value: value, version: current + 1)
            return (true, replaced)
        }
        withExtendedLifetime(replaced) {}
        return isStored
    }
}

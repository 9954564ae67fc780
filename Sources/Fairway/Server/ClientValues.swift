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
    private let values = Mutex<[ObjectIdentifier: any Sendable]>([:])

    /// The value of a key.
    public subscript<Key: ClientKey>(_ key: Key.Type) -> Key.Value {
        get { values.withLock { $0[ObjectIdentifier(key)] as? Key.Value } ?? Key.defaultValue }
        set { values.replace(\.[ObjectIdentifier(key)], with: newValue) }
    }
}

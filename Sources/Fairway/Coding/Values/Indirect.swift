/// Keeps a structure's field of the structure's own type behind a reference, with the semantics of a value.
///
/// It leaves no trace outside of Swift: it is equal, hashed and coded as its value.
@propertyWrapper
public struct Indirect<Value> {
    // Never changed once it is made: setting makes another, so values that share one do not notice.
    fileprivate final class Box {
        let value: Value

        init(_ value: Value) {
            self.value = value
        }
    }

    private var box: Box

    /// The value behind the reference.
    public var wrappedValue: Value {
        get { box.value }
        set { box = Box(newValue) }
    }

    /// Puts a value behind a reference.
    public init(wrappedValue: Value) {
        box = Box(wrappedValue)
    }
}

extension Indirect.Box: Sendable where Value: Sendable {}
extension Indirect: Sendable where Value: Sendable {}

extension Indirect: Equatable where Value: Equatable {
    /// Whether the values are equal.
    public static func == (left: Indirect, right: Indirect) -> Bool {
        left.box === right.box || left.wrappedValue == right.wrappedValue
    }
}

extension Indirect: Hashable where Value: Hashable {
    /// Hashes the value.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(wrappedValue)
    }
}

extension Indirect: Decodable where Value: Decodable {
    /// Decodes the value.
    public init(from decoder: any Decoder) throws {
        self.init(wrappedValue: try Value(from: decoder))
    }
}

extension Indirect: Encodable where Value: Encodable {
    /// Encodes the value.
    public func encode(to encoder: any Encoder) throws {
        try wrappedValue.encode(to: encoder)
    }
}

// Synthesised coding asks a container for a wrapper as it would for any required field. These overloads, which it
// prefers for being more specific, treat a wrapped optional as an optional.

extension KeyedDecodingContainer {
    /// Decodes an optional behind a reference; `nil` where the key is missing.
    public func decode<Value: Decodable>(
        _ type: Indirect<Value?>.Type,
        forKey key: Key
    ) throws -> Indirect<Value?> {
        Indirect(wrappedValue: try decodeIfPresent(Value.self, forKey: key))
    }
}

extension KeyedEncodingContainer {
    /// Encodes an optional behind a reference; `nil` leaves the key out.
    public mutating func encode<Value: Encodable>(_ value: Indirect<Value?>, forKey key: Key) throws {
        try encodeIfPresent(value.wrappedValue, forKey: key)
    }
}

extension Optional: WireDecodable where Wrapped: WireDecodable {
    /// Reads `null` as nothing, and else the value.
    @inlinable
    public init(reading reader: inout WireReader) throws(ConversionError) {
        self = reader.readNull() ? .none : .some(try Wrapped(reading: &reader))
    }

    /// What is missing is `nil`.
    @inlinable
    public static var absent: Wrapped?? { .some(.none) }
}

extension Optional: WireEncodable where Wrapped: WireEncodable {
    /// Writes the value, or `null`.
    @inlinable
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        guard let self else { return writer.writeNull() }
        try writer.write(self)
    }

    /// Whether there is nothing.
    @inlinable
    public var isNull: Bool { self == nil }
}

extension Array: WireDecodable where Element: WireDecodable {
    /// Reads an array, element by element.
    @inlinable
    public init(reading reader: inout WireReader) throws(ConversionError) {
        self = []
        var array = try reader.openArray()
        guard try reader.nextElement(in: &array) else { return }
        // Short lists are common, and growing from one element to two and to four costs more than the room.
        if MemoryLayout<Element>.stride <= 32 { reserveCapacity(4) }
        repeat { append(try Element(reading: &reader)) } while try reader.nextElement(in: &array)
    }
}

extension Array: WireEncodable where Element: WireEncodable {
    /// Writes an array.
    @inlinable
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        writer.beginArray()
        for element in self { try writer.write(element) }
        writer.endArray()
    }
}

/// What may be the key of a dictionary: a string, or an enumeration of strings.
///
/// As a coding key as well it makes the dictionary an object for every encoder, as on the wire.
public protocol WireKey: Hashable, Sendable, CodingKeyRepresentable {
    /// The key that this text stands for, or `nil` for text that stands for none.
    init?(wireKey: String)

    /// The text of the key in an object.
    var wireKey: String { get }
}

extension String: WireKey {
    /// Any text is a key.
    @inlinable
    public init(wireKey: String) { self = wireKey }

    /// The text itself.
    @inlinable
    public var wireKey: String { self }
}

extension WireKey where Self: RawRepresentable, RawValue == String {
    /// The case with this raw value.
    @inlinable
    public init?(wireKey: String) { self.init(rawValue: wireKey) }

    /// The raw value.
    @inlinable
    public var wireKey: String { rawValue }
}

extension Dictionary: WireDecodable where Key: WireKey, Value: WireDecodable {
    /// Reads an object; throws where a key is given twice or is none.
    @inlinable
    public init(reading reader: inout WireReader) throws(ConversionError) {
        self = [:]
        var object = try reader.openObject()
        while let text = try reader.nextKey(in: &object) {
            guard let key = Key(wireKey: text) else { throw reader.refusedKey(text) }
            // Keys that Swift holds for equal, as strings in other normal forms, cannot stand beside each other.
            guard updateValue(try Value(reading: &reader), forKey: key) == nil else { throw reader.duplicateKey(text) }
        }
    }
}

extension Dictionary: WireEncodable where Key: WireKey, Value: WireEncodable {
    /// Writes an object, in no particular order.
    @inlinable
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        writer.beginObject()
        for (key, value) in self {
            writer.writeName(key.wireKey)
            try writer.write(value)
        }
        writer.endObject()
    }
}

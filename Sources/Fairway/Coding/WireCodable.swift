/// A value that can be read straight from the JSON text of a message.
///
/// A conformance reads exactly one JSON value and leaves the reader right after it.
public protocol WireDecodable: Sendable {
    /// Reads one value; throws where the text is malformed or holds something else.
    init(reading reader: inout WireReader) throws(ConversionError)

    /// What a missing field or trailing argument means: `nil`, an error, unless the type has an empty value.
    static var absent: Self? { get }
}

extension WireDecodable {
    /// Nothing stands in for a missing value.
    @inlinable
    public static var absent: Self? { nil }
}

/// A value that can be written as the JSON text of a message.
///
/// A conformance writes exactly one JSON value, with the writer's own methods, which place the commas.
public protocol WireEncodable: Sendable {
    /// Writes one value; throws where JSON or the protocol has no form for it.
    func write(to writer: inout WireWriter) throws(ConversionError)

    /// Whether the value is written as `null`, so that a field or a trailing argument may leave it out.
    var isNull: Bool { get }
}

extension WireEncodable {
    /// Most values are never `null`.
    @inlinable
    public var isNull: Bool { false }
}

/// A value that travels in both directions.
public typealias WireCodable = WireDecodable & WireEncodable

/// How a number with decimals becomes an integer; schema language, "Conversion".
public enum Conversion: Sendable, Hashable {
    /// A number with decimals is no integer.
    case exact
    /// Decimals are cut off, towards zero.
    case truncating
}

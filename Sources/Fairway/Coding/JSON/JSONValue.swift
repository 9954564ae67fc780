/// Any JSON value, for what a schema leaves open.
public enum JSONValue: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number, as it was written.
    case number(JSONNumber)
    /// A string.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object; the order of its keys is not kept.
    case object([String: JSONValue])

    /// The field of an object, or `nil` where this is not an object or has no such field.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let fields) = self else { return nil }
        return fields[key]
    }

    /// The element of an array, or `nil` where this is not an array or has no such element.
    public subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}

extension JSONValue: WireCodable {
    /// Reads any value; throws where an object has a key twice.
    public init(reading reader: inout WireReader) throws(ConversionError) {
        switch reader.peek() {
        case ASCII.quote: self = .string(try reader.readString())
        case ASCII.openBrace: self = .object(try reader.read())
        case ASCII.openBracket: self = .array(try reader.read())
        case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .bool(try reader.readBool())
        case UInt8(ascii: "n"):
            guard reader.readNull() else { throw reader.mismatch("a value") }
            self = .null
        default: self = .number(try reader.read())
        }
    }

    /// Writes the value; an object's keys come in any order.
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        switch self {
        case .null: writer.writeNull()
        case .bool(let value): writer.writeBool(value)
        case .number(let value): try value.write(to: &writer)
        case .string(let value): writer.writeString(value)
        case .array(let elements): try elements.write(to: &writer)
        case .object(let fields): try fields.write(to: &writer)
        }
    }

    /// What is missing is `null`.
    public static var absent: JSONValue? { .some(.null) }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// `null`.
    public init(nilLiteral: ()) { self = .null }

    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .bool(value) }

    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }

    /// An integer.
    public init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }

    /// A number; `null` for a literal beyond the range of a `Double`.
    public init(floatLiteral value: Double) { self = JSONNumber(value).map(JSONValue.number) ?? .null }

    /// An array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// An object; of a key that stands twice, the last value counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
}

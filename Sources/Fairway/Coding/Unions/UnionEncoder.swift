/// Encodes a union with `Codable` in the shape that it has on the wire.
public struct UnionEncoder {
    private let encoder: any Encoder
    private let discriminator: UnionCodingKey?

    /// Prepares an object with exactly one key, which is the name of the case.
    public init(_ encoder: any Encoder) {
        self.encoder = encoder
        discriminator = nil
    }

    /// Prepares an object that carries the name of the case in a field.
    public init(_ encoder: any Encoder, discriminator: String) {
        self.encoder = encoder
        self.discriminator = UnionCodingKey(stringValue: discriminator)
    }

    /// Encodes a case; with a discriminator its value is a structure.
    public func encode<Value: Encodable>(_ value: Value, as name: String) throws {
        var container = encoder.container(keyedBy: UnionCodingKey.self)
        guard let discriminator else {
            return try container.encode(value, forKey: UnionCodingKey(stringValue: name))
        }
        try container.encode(name, forKey: discriminator)
        try value.encode(to: encoder)
    }

    /// Encodes a case that is not declared.
    ///
    /// - Throws: `EncodingError` where the field that carries the case has no place in the value.
    public func encode(_ value: JSONValue, as name: String) throws {
        var container = encoder.container(keyedBy: UnionCodingKey.self)
        guard let discriminator else {
            return try container.encode(value, forKey: UnionCodingKey(stringValue: name))
        }
        guard case .object(let fields) = value, fields[discriminator.stringValue] == nil else {
            let context = EncodingError.Context(
                codingPath: encoder.codingPath,
                debugDescription: "the case is not an object, or has the field '\(discriminator.stringValue)' itself"
            )
            throw EncodingError.invalidValue(value, context)
        }
        try container.encode(name, forKey: discriminator)
        for (key, field) in fields { try container.encode(field, forKey: UnionCodingKey(stringValue: key)) }
    }
}

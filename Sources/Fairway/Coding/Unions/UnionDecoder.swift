/// Decodes a union with `Codable` in the shape that it has on the wire.
public struct UnionDecoder {
    /// The name of the case.
    public let name: String
    private let decoder: any Decoder
    private let container: KeyedDecodingContainer<UnionCodingKey>
    private let discriminator: UnionCodingKey?

    /// Opens an object with exactly one key, which is the name of the case.
    ///
    /// - Throws: `DecodingError` where there is anything else.
    public init(_ decoder: any Decoder) throws {
        self.decoder = decoder
        container = try decoder.container(keyedBy: UnionCodingKey.self)
        discriminator = nil
        guard let key = container.allKeys.first, container.allKeys.count == 1 else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: "expected exactly one key, got \(container.allKeys.count)"
                )
            )
        }
        name = key.stringValue
    }

    /// Opens an object that carries the name of the case in a field.
    ///
    /// - Throws: `DecodingError` where there is no such field, or no string in it.
    public init(_ decoder: any Decoder, discriminator: String) throws {
        self.decoder = decoder
        container = try decoder.container(keyedBy: UnionCodingKey.self)
        let key = UnionCodingKey(stringValue: discriminator)
        self.discriminator = key
        name = try container.decode(String.self, forKey: key)
    }

    /// Decodes the value of the case.
    public func value<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        guard discriminator == nil else { return try Value(from: decoder) }
        return try container.decode(Value.self, forKey: UnionCodingKey(stringValue: name))
    }

    /// Decodes the value of a case that is not declared, without the field that carries the case.
    public func value(_ type: JSONValue.Type = JSONValue.self) throws -> JSONValue {
        guard let discriminator else {
            return try container.decode(JSONValue.self, forKey: UnionCodingKey(stringValue: name))
        }
        var fields: [String: JSONValue] = [:]
        for key in container.allKeys where key.stringValue != discriminator.stringValue {
            fields[key.stringValue] = try container.decode(JSONValue.self, forKey: key)
        }
        return .object(fields)
    }

    /// The error for a case that a frozen union does not declare.
    public func unrecognizedCase() -> DecodingError {
        DecodingError.dataCorrupted(
            DecodingError.Context(
                codingPath: decoder.codingPath,
                debugDescription: "'\(BoundedText.escaped(name))' is no case of the union"
            )
        )
    }
}

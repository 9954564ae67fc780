import Fairway

struct Spot: WireCodable, Hashable, Codable {
    var x: Int

    static let fieldNames: FieldNames = ["x"]

    init(x: Int) {
        self.x = x
    }

    init(reading reader: inout WireReader) throws(ConversionError) {
        var x: Int?
        var fields = try reader.openObject(Self.fieldNames)
        while let field = try reader.nextField(in: &fields) {
            switch field {
            default: x = try reader.read() as Int
            }
        }
        self.x = try reader.required(x, 0, in: fields)
    }

    func write(to writer: inout WireWriter) throws(ConversionError) {
        writer.beginObject()
        try writer.writeField("x", x)
        writer.endObject()
    }
}

/// An open union whose case is the object's key, and which contains itself.
enum Shape: Sendable, Hashable, Codable, WireCodable {
    case point(Spot)
    indirect case group([Shape])
    case label(String?)
    case unrecognized(name: String, value: JSONValue)

    private static let caseNames: FieldNames = ["point", "group", "label"]

    init(reading reader: inout WireReader) throws(ConversionError) {
        let union = try reader.openUnion(Self.caseNames)
        switch union.index {
        case 0: self = .point(try reader.read())
        case 1: self = .group(try reader.read())
        case 2: self = .label(try reader.read())
        default: self = .unrecognized(name: union.name, value: try reader.read())
        }
        try reader.closeUnion(union)
    }

    func write(to writer: inout WireWriter) throws(ConversionError) {
        switch self {
        case .point(let value): try writer.writeCase("point", value)
        case .group(let value): try writer.writeCase("group", value)
        case .label(let value): try writer.writeCase("label", value)
        case .unrecognized(let name, let value): try writer.writeCase(name, value)
        }
    }

    init(from decoder: any Decoder) throws {
        let union = try UnionDecoder(decoder)
        switch union.name {
        case "point": self = .point(try union.value())
        case "group": self = .group(try union.value())
        case "label": self = .label(try union.value())
        default: self = .unrecognized(name: union.name, value: try union.value())
        }
    }

    func encode(to encoder: any Encoder) throws {
        let union = UnionEncoder(encoder)
        switch self {
        case .point(let value): try union.encode(value, as: "point")
        case .group(let value): try union.encode(value, as: "group")
        case .label(let value): try union.encode(value, as: "label")
        case .unrecognized(let name, let value): try union.encode(value, as: name)
        }
    }
}

/// A frozen union whose case is the object's key.
enum Switch: Sendable, Hashable, Codable, WireCodable {
    case on(Int)

    private static let caseNames: FieldNames = ["on"]

    init(reading reader: inout WireReader) throws(ConversionError) {
        let union = try reader.openUnion(Self.caseNames)
        switch union.index {
        case 0: self = .on(try reader.read())
        default: throw reader.unrecognizedCase(union)
        }
        try reader.closeUnion(union)
    }

    func write(to writer: inout WireWriter) throws(ConversionError) {
        switch self {
        case .on(let value): try writer.writeCase("on", value)
        }
    }

    init(from decoder: any Decoder) throws {
        let union = try UnionDecoder(decoder)
        switch union.name {
        case "on": self = .on(try union.value())
        default: throw union.unrecognizedCase()
        }
    }

    func encode(to encoder: any Encoder) throws {
        let union = UnionEncoder(encoder)
        switch self {
        case .on(let value): try union.encode(value, as: "on")
        }
    }
}

/// An open union that carries its case in a field.
enum Figure: Sendable, Hashable, Codable, WireCodable {
    case dot(Spot)
    case unrecognized(name: String, value: JSONValue)

    private static let caseNames: FieldNames = ["dot"]
    private static let discriminator: FieldNames = ["kind"]

    init(reading reader: inout WireReader) throws(ConversionError) {
        let union = try reader.peekUnion(Self.caseNames, discriminator: Self.discriminator)
        switch union.index {
        case 0: self = .dot(try reader.read())
        default: self = .unrecognized(name: union.name, value: try reader.readUnrecognized(union))
        }
    }

    func write(to writer: inout WireWriter) throws(ConversionError) {
        switch self {
        case .dot(let value): try writer.write(value, tagged: "kind", "dot")
        case .unrecognized(let name, let value): try writer.write(value, tagged: "kind", name)
        }
    }

    init(from decoder: any Decoder) throws {
        let union = try UnionDecoder(decoder, discriminator: "kind")
        switch union.name {
        case "dot": self = .dot(try union.value())
        default: self = .unrecognized(name: union.name, value: try union.value())
        }
    }

    func encode(to encoder: any Encoder) throws {
        let union = UnionEncoder(encoder, discriminator: "kind")
        switch self {
        case .dot(let value): try union.encode(value, as: "dot")
        case .unrecognized(let name, let value): try union.encode(value, as: name)
        }
    }
}

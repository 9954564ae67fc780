import Fairway

/// A type of the schema language, as generated code reads it.
protocol WantedType: Sendable {
    associatedtype Value: WireCodable
    /// What stands in for a value that is `null` or missing.
    static var fallback: Value? { get }
    /// The text of a value that converts.
    static var sample: String { get }
}

extension WantedType {
    static func next(_ name: String, of arguments: inout ArgumentReader) throws(ConversionError) -> Value {
        guard let fallback else { return try arguments.next(name) }
        return try arguments.next(name, default: fallback)
    }
}

/// A type without a default.
enum Plain<Value: WireCodable>: WantedType {
    static var fallback: Value? { nil }
    static var sample: String { Value.self == [Int].self ? "[]" : Value.self == Point.self ? #"{"x":0}"# : "0" }
}

/// An `int` whose default is 5.
enum FiveByDefault: WantedType {
    static var fallback: Int? { 5 }
    static var sample: String { "0" }
}

/// A structure with one field of the wanted type.
struct Field<Type: WantedType>: WireDecodable {
    let value: Type.Value

    init(reading reader: inout WireReader) throws(ConversionError) {
        var value: Type.Value?
        var fields = try reader.openObject(FieldNames.field)
        while try reader.nextField(in: &fields) != nil {
            if let fallback = Type.fallback {
                value = try reader.read(ifNull: fallback) as Type.Value
            } else {
                value = try reader.read() as Type.Value
            }
        }
        self.value = try reader.required(value ?? Type.fallback, 0, in: fields)
    }
}

/// A structure with a list of the wanted type.
struct Listing<Type: WantedType>: WireDecodable {
    let last: Type.Value

    init(reading reader: inout WireReader) throws(ConversionError) {
        var list: [Type.Value]?
        var fields = try reader.openObject(FieldNames.list)
        while try reader.nextField(in: &fields) != nil { list = try reader.read() as [Type.Value] }
        let values = try reader.required(list, 0, in: fields)
        last = try reader.required(values.last, 0, in: fields)
    }
}

/// A structure with a field that is required.
struct Point: WireCodable {
    let x: Int

    init(reading reader: inout WireReader) throws(ConversionError) {
        var x: Int?
        var fields = try reader.openObject(FieldNames.x)
        while try reader.nextField(in: &fields) != nil { x = try reader.read() as Int }
        self.x = try reader.required(x, 0, in: fields)
    }

    func write(to writer: inout WireWriter) throws(ConversionError) {
        writer.beginObject()
        try writer.writeField("x", x)
        writer.endObject()
    }
}

extension FieldNames {
    fileprivate static let field: FieldNames = ["field"]
    fileprivate static let list: FieldNames = ["list"]
    fileprivate static let x: FieldNames = ["x"]
}

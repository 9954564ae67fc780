import Foundation
import FuzzDriver

@testable import Fairway

/// A structure with a field of every type, as generated code would read and write it.
struct Everything: WireCodable {
    enum Colour: String, WireCodable { case red, green }

    var text = ""
    var flag = false
    var int = 0
    var small: Int8 = 0
    var long: Int64 = 0
    var longest: UInt64 = 0
    var real = 0.0
    var short: Float = 0
    var time: Date?
    var span: Duration?
    var id: UUID?
    var link: URL?
    var data: Data?
    var any: JSONValue = nil
    var list: [Int?] = []
    var table: [String: [Everything]] = [:]
    var colour: Colour?

    private static let fieldNames: FieldNames = [
        "text", "flag", "int", "small", "long", "longest", "real", "short", "time", "span", "id", "link", "data", "any",
        "list", "table", "colour",
    ]

    init(reading reader: inout WireReader) throws(ConversionError) {
        var fields = try reader.openObject(Self.fieldNames)
        while let field = try reader.nextField(in: &fields) {
            switch field {
            case 0: text = try reader.read()
            case 1: flag = try reader.read()
            case 2: int = try reader.read(ifNull: 7)
            case 3: small = try reader.read()
            case 4: long = try reader.read()
            case 5: longest = try reader.read()
            case 6: real = try reader.read()
            case 7: short = try reader.read()
            case 8: time = try reader.read()
            case 9: span = try reader.read()
            case 10: id = try reader.read()
            case 11: link = try reader.read()
            case 12: data = try reader.read()
            case 13: any = try reader.read()
            case 14: list = try reader.read()
            case 15: table = try reader.read()
            default: colour = try reader.read()
            }
        }
    }

    func write(to writer: inout WireWriter) throws(ConversionError) {
        writer.beginObject()
        try writer.writeField("text", text)
        try writer.writeField("flag", flag)
        try writer.writeField("int", int)
        try writer.writeField("small", small)
        try writer.writeField("long", long)
        try writer.writeField("longest", longest)
        try writer.writeField("real", real)
        try writer.writeField("short", short)
        try writer.writeField("time", time)
        try writer.writeField("span", span)
        try writer.writeField("id", id)
        try writer.writeField("link", link)
        try writer.writeField("data", data)
        try writer.writeField("any", any)
        try writer.writeField("list", list)
        try writer.writeField("table", table)
        try writer.writeField("colour", colour)
        writer.endObject()
    }
}

extension JSONInput {
    /// The bytes as a value of each type.
    func checkTypes() {
        for conversion in [Conversion.exact, .truncating] {
            check(Everything.self, conversion)
            check([Everything].self, conversion)
            check([Int].self, conversion)
            check([UInt16].self, conversion)
            check([Int64].self, conversion)
            check([UInt64?].self, conversion)
            check([Double].self, conversion)
            check([Float].self, conversion)
            check([Duration].self, conversion)
        }
        check([String].self, .exact)
        check([Bool].self, .exact)
        check([Date].self, .exact)
        check([UUID].self, .exact)
        check([URL].self, .exact)
        check([Data].self, .exact)
        check([Everything.Colour].self, .exact)
        check([String: Int].self, .exact)
    }

    /// What converts and can be sent reads back as what writes the same.
    private func check<Value: WireCodable>(_ type: Value.Type, _ conversion: Conversion) {
        guard case .success(let value) = read(type, conversion) else { return }
        // A date's offset may take it out of the years that can be written.
        guard let written = try? value.wireBytes() else { return }
        do throws(ConversionError) {
            require(
                try JSONValue(wireBytes: written) == JSONValue(wireBytes: Value(wireBytes: written).wireBytes()),
                "\(type) comes back"
            )
        } catch {
            fatalError("\(type) does not come back: \(error)")
        }
    }
}

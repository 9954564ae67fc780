import Fairway
import Foundation
import Testing

@Suite("With Codable a union")
struct UnionCodableTests {
    private static let shapes: [Shape] = [
        .point(Spot(x: 1)), .group([.label(nil), .label("a"), .group([])]),
        .unrecognized(name: "blob", value: ["a": [1, 2.5, true, "x"]]),
    ]
    private static let figures: [Figure] = [
        .dot(Spot(x: 1)), .unrecognized(name: "blob", value: ["a": [1, 2.5, true, "x"]]),
        .unrecognized(name: "none", value: [:]),
    ]

    @Test("Has the shape that it has on the wire")
    func json() throws {
        #expect(try decode(Array(JSONEncoder().encode(Self.shapes))) == Self.shapes)
        #expect(try JSONDecoder().decode([Shape].self, from: Data(Self.shapes.wireBytes())) == Self.shapes)
        #expect(try decode(Array(JSONEncoder().encode(Self.figures))) == Self.figures)
        #expect(try JSONDecoder().decode([Figure].self, from: Data(Self.figures.wireBytes())) == Self.figures)
    }

    @Test("Goes through a property list")
    func propertyList() throws {
        let encoder = PropertyListEncoder()
        #expect(try PropertyListDecoder().decode([Shape].self, from: encoder.encode(Self.shapes)) == Self.shapes)
        #expect(try PropertyListDecoder().decode([Figure].self, from: encoder.encode(Self.figures)) == Self.figures)
    }

    @Test(
        "That is none is refused",
        arguments: [#"{}"#, #"{"on":1,"off":2}"#, #"{"off":1}"#, #"{"on":"x"}"#, #"[]"#]
    )
    func refusals(text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Switch.self, from: Data(text.utf8)) }
    }

    @Test("Without a proper discriminator is refused", arguments: [#"{}"#, #"{"kind":1}"#, #"{"kind":"dot"}"#])
    func discriminatorRefusals(text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Figure.self, from: Data(text.utf8)) }
    }

    @Test(
        "With a case that cannot carry the discriminator is an error",
        arguments: [JSONValue.array([]), ["kind": "x"], .null]
    )
    func untaggable(value: JSONValue) {
        #expect(throws: EncodingError.self) {
            try JSONEncoder().encode([Figure.unrecognized(name: "x", value: value)])
        }
    }

    @Test("A dictionary with an enumeration's keys is an object, and keeps keys that are not declared")
    func keys() throws {
        let levels: [Level: Int] = [.low: 1, .unrecognized("höher"): 2]
        let data = try JSONEncoder().encode(levels)
        #expect(try decode(Array(data)) == levels)
        #expect(try JSONDecoder().decode([Level: Int].self, from: data) == levels)
        #expect(try decode(try encode(levels)) == levels)
    }
}

private enum Level: RawRepresentable, Sendable, Hashable, Codable, WireCodable, WireKey {
    case low
    case unrecognized(String)

    init(rawValue: String) {
        switch rawValue {
        case "low": self = .low
        default: self = .unrecognized(rawValue)
        }
    }

    var rawValue: String {
        switch self {
        case .low: "low"
        case .unrecognized(let value): value
        }
    }
}

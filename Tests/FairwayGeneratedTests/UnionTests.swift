import Fairway
import Foundation
import Testing

@Suite("Generated unions, and what is built of them")
struct UnionTests {
    private static let call = Width.Call(name: "f", argument: .nothing(nil))
    static let expressions: [(Width.Expression, String)] = [
        (.number(1.5), #"{"number":1.5}"#),
        (.negated(.number(2)), #"{"negated":{"number":2}}"#),
        (.sum([.number(1), .sum([])]), #"{"sum":[{"number":1},{"sum":[]}]}"#),
        (.call(call), #"{"call":{"name":"f","argument":{"nothing":null}}}"#),
        (.nothing(.number(0)), #"{"nothing":{"number":0}}"#),
        (.unrecognized(name: "new", value: ["a": [1, nil]]), #"{"new":{"a":[1,null]}}"#),
    ]

    @Test("A union is an object with one key, however deep it leads to itself", arguments: expressions)
    func keyed(expression: Width.Expression, json: String) throws {
        try expect(expression, is: json)
    }

    static let shapes: [(Width.Shape, String)] = [
        (.circle(Width.Circle(radius: 1)), #"{"kind":"circle","radius":1}"#),
        (
            .square(Width.Square(side: 2, inner: .circle(Width.Circle(radius: 1)))),
            #"{"kind":"four-sided","side":2,"inner":{"kind":"circle","radius":1}}"#
        ),
        (.unrecognized(name: "star", value: ["points": 5]), #"{"kind":"star","points":5}"#),
    ]

    @Test("With a discriminator, it is its case's object with one more field", arguments: shapes)
    func tagged(shape: Width.Shape, json: String) throws {
        try expect(shape, is: json)
    }

    @Test("What a frozen union does not declare is refused", arguments: [#"{"kind":"star"}"#, #"{"side":1}"#, "{}"])
    func frozen(json: String) {
        #expect(throws: ConversionError.self) { try Width.FrozenShape(wireBytes: Array(json.utf8)) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Width.FrozenShape.self, from: Data(json.utf8)) }
    }

    @Test("A second case, none, or something else is no union", arguments: [#"{"done":{},"failed":""}"#, "{}", "1"])
    func malformed(json: String) {
        #expect(throws: ConversionError.self) { try Width.Outcome(wireBytes: Array(json.utf8)) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Width.Outcome.self, from: Data(json.utf8)) }
    }

    @Test("A constraint of a case's structure holds, with the path")
    func constraint() {
        let json = #"{"kind":"circle","radius":-1}"#
        #expect(throws: ConversionError.self) { try Width.Shape(wireBytes: Array(json.utf8)) }
        #expect(throws: ConversionError.self) { try Width.Shape.circle(Width.Circle(radius: -1)).wireBytes() }
    }

    @Test("Enumerations are the keys of an object, on the wire and in Codable")
    func keys() throws {
        let levels = Width.Levels(byLevel: [.low: 1], byChoice: [.unrecognized("new"): [.none]])
        try expect(levels, is: #"{"byLevel":{"1":1},"byChoice":{"new":["0"]}}"#)
    }

    /// The value has this form on the wire and with `Codable`, and comes back from both.
    private func expect<Value: WireCodable & Codable & Equatable>(
        _ value: Value,
        is json: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let bytes = try value.wireBytes()
        #expect(String(decoding: bytes, as: UTF8.self) == json, sourceLocation: sourceLocation)
        #expect(try Value(wireBytes: bytes) == value, sourceLocation: sourceLocation)
        let encoded = try JSONEncoder().encode(value)
        #expect(
            try JSONDecoder().decode(JSONValue.self, from: encoded) == JSONValue(wireBytes: bytes),
            sourceLocation: sourceLocation
        )
        #expect(try JSONDecoder().decode(Value.self, from: encoded) == value, sourceLocation: sourceLocation)
    }
}

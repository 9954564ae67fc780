import Fairway
import Testing

@Suite("A union")
struct UnionTests {
    @Test(
        "In key form is an object with one key, and reads back",
        arguments: [
            (#"{"point":{"x":1}}"#, Shape.point(Spot(x: 1))),
            (#"{"group":[{"point":{"x":2}},{"group":[]}]}"#, .group([.point(Spot(x: 2)), .group([])])),
            (#"{"label":null}"#, .label(nil)),
            (#"{"blob":[1.50,"a",null]}"#, .unrecognized(name: "blob", value: [number("1.50"), "a", nil])),
            (
                #"{"":{"n":12345678901234567890}}"#,
                .unrecognized(name: "", value: ["n": number("12345678901234567890")])
            ),
        ]
    )
    func keyForm(text: String, shape: Shape) throws {
        #expect(try decode(text) == shape)
        #expect(try encode(shape) == text)
    }

    @Test("In key form may have white space and escapes in its key")
    func loosely() throws {
        #expect(try decode(" { \"po\\u0069nt\" : { \"x\" : 1 } } ") == Shape.point(Spot(x: 1)))
        #expect(try decode(#"{"bl\u006fb":1}"#) == Shape.unrecognized(name: "blob", value: 1))
    }

    @Test(
        "With a discriminator carries its case in a field, wherever that stands",
        arguments: [
            (#"{"kind":"dot","x":1}"#, Figure.dot(Spot(x: 1))),
            (#"{"x":1,"extra":[{"kind":2}],"kind":"d\u006ft"}"#, .dot(Spot(x: 1))),
            (#"{"a":0.10,"kind":"blob"}"#, .unrecognized(name: "blob", value: ["a": number("0.10")])),
            (#"{"kind":"none"}"#, .unrecognized(name: "none", value: [:])),
        ]
    )
    func discriminator(text: String, figure: Figure) throws {
        #expect(try decode(text) == figure)
        #expect(try decode(try encode(figure)) == figure)
    }

    @Test("With a discriminator is written with that field first")
    func tagging() throws {
        #expect(try encode([Figure.dot(Spot(x: 1))]) == #"[{"kind":"dot","x":1}]"#)
        #expect(try encode([Figure.unrecognized(name: "a \"b\"", value: [:])]) == #"[{"kind":"a \"b\""}]"#)
    }

    @Test(
        "That is none is refused with its path",
        arguments: [
            (#"{"a":[{}]}"#, ".a[0]: expected an object with exactly one key, got an empty object"),
            (
                #"{"a":[{"on":1},{"on":1,"off":2}]}"#,
                #".a[1]: expected an object with exactly one key, got a second key "off""#
            ),
            (#"{"a":[{"on":1,"on":1}]}"#, #".a[0]: expected an object with exactly one key, got a second key "on""#),
            (#"{"a":[{"off\n":1}]}"#, #".a[0]: expected one of 'on', got "off\u{a}""#),
            (#"{"a":["on"]}"#, #".a[0]: expected an object, got string "on""#),
            (#"{"a":[{"on":"x"}]}"#, #".a[0].on: expected an integer, got string "x""#),
            (#"{"a":[{"on":1]}"#, ".a[0].on: malformed JSON: expected '}' after a union's case"),
            (#"{"a":[{"on":1,}]}"#, ".a[0]: malformed JSON: expected a key in an object"),
        ]
    )
    func refusals(text: String, message: String) throws {
        #expect(report(text, as: [String: [Switch]].self) == message)
    }

    @Test(
        "Without a proper discriminator is refused with its path",
        arguments: [
            (#"[{"x":1}]"#, "[0].kind: expected a value, got nothing"),
            (#"[{"x":1,"kind":null}]"#, "[0].kind: expected a string, got null"),
            (#"[{"kind":"dot","x":1,"kind":"dot"}]"#, "[0].kind: field given twice"),
            (#"[{"kind":"blob","x":1,"\u006bind":"dot"}]"#, "[0].kind: field given twice"),
            (#"[7]"#, "[0]: expected an object, got number 7"),
            (#"[{"kind":"blob","a":1,"a":2}]"#, "[0].a: field given twice"),
        ]
    )
    func discriminatorRefusals(text: String, message: String) throws {
        #expect(report(text, as: [Figure].self) == message)
    }

    @Test("That reads after any mutation reads the same when it is written back", arguments: 0..<4)
    func mutations(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let texts = [
            #"[{"point":{"x":1}},{"group":[{"label":null},{"blob":{"point":[0.10]}}]}]"#,
            #"[{"kind":"dot","x":1},{"x":2,"kind":"dot"},{"a":[0.10],"kind":"blob"}]"#,
        ]
        var reads = 0
        for round in 0..<1000 {
            var bytes = Array(texts[round % 2].utf8)
            let at = Int(random.next() % UInt64(bytes.count))
            bytes[at] = bytes[Int(random.next() % UInt64(bytes.count))]
            if let shapes = try? decode(bytes, as: [Shape].self) {
                #expect(try decode(try encode(shapes)) == shapes)
                reads += 1
            }
            // A case's own field of the discriminator's name is refused on the way in, and so never comes back.
            if let figures = try? decode(bytes, as: [Figure].self) {
                #expect(try decode(try encode(figures)) == figures)
                reads += 1
            }
        }
        #expect(reads > 20)
    }

    @Test("That contains itself is read and written no deeper than anything else")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: #"{"group":["#, count: depth) + String(repeating: "]}", count: depth)
        }
        #expect(try encode(try decode(nested(64), as: Shape.self)) == nested(64))
        for depth in [65, 50_000] {
            let error = #expect(throws: ConversionError.self) { try decode(nested(depth), as: Shape.self) }
            #expect(error?.problem == .tooDeep)
        }
        let deep = (1...10_000).reduce(Shape.group([])) { shape, _ in .group([shape]) }
        #expect(throws: ConversionError.self) { try encode(deep) }
    }

    @Test("With a case that cannot carry the discriminator is not sent")
    func untaggable() {
        for (value, words) in [
            (JSONValue.array([]), "a union's case that is not an object cannot carry the field 'kind'"),
            (3, "a union's case that is not an object cannot carry the field 'kind'"),
            (["a": 1, "kind": "x"], "a union's case that has the field 'kind' itself cannot carry it"),
        ] {
            let figure = Figure.unrecognized(name: "x", value: value)
            let error = #expect(throws: ConversionError.self) { try encode([figure]) }
            #expect(error?.description == words)
        }
    }
}

/// The number of this text.
private func number(_ text: String) -> JSONValue {
    JSONNumber(text).map(JSONValue.number) ?? .null
}

/// What is wrong with some text, with the path.
func report<Value: WireDecodable>(_ text: String, as type: Value.Type) -> String {
    Array(text.utf8).withUnsafeBytes { bytes in
        var reader = WireReader(bytes)
        do throws(ConversionError) {
            _ = try reader.read(type)
            return "it is right"
        } catch {
            let report = error.describe(in: bytes, from: 0)
            return report.path.isEmpty ? report.message : "\(report.path): \(report.message)"
        }
    }
}

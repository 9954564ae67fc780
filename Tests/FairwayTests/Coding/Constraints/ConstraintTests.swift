import Fairway
import Foundation
import Testing

@Suite("A constraint")
struct ConstraintTests {
    /// What reading says where the value breaks the constraint, with the path.
    private func reading<Value: WireDecodable>(_ text: String, where constraint: Constraint<Value>) -> String? {
        Array(text.utf8).withUnsafeBytes { bytes in
            var reader = WireReader(bytes)
            do throws(ConversionError) {
                _ = try reader.read(where: constraint)
                return nil
            } catch {
                let report = error.describe(in: bytes, from: 0)
                return report.path + (report.path.isEmpty ? "" : ": ") + report.message
            }
        }
    }

    /// What writing says where the value breaks the constraint.
    private func writing<Value: WireEncodable>(_ value: Value, where constraint: Constraint<Value>) -> String? {
        var writer = WireWriter()
        do throws(ConversionError) {
            try writer.write(value, where: constraint)
            return nil
        } catch {
            #expect(writer.count == 0, "something was written before the error")
            return error.description
        }
    }

    @Test(
        "On an integer holds within its bounds, both included",
        arguments: [
            (0, "expected 1 to 200, got 0", "expected at least 1, got 0", nil),
            (1, nil, nil, nil), (200, nil, nil, nil),
            (201, "expected 1 to 200, got 201", nil, "expected at most 200, got 201"),
            (-5, "expected 1 to 200, got -5", "expected at least 1, got -5", nil),
        ] as [(Int, String?, String?, String?)]
    )
    func integers(value: Int, both: String?, low: String?, high: String?) {
        #expect(reading("\(value)", where: Constraint<Int>.range(1...200)) == both)
        #expect(reading("\(value)", where: Constraint<Int>.range(1...)) == low)
        #expect(reading("\(value)", where: Constraint<Int>.range(...200)) == high)
        #expect(writing(value, where: .range(1...200)) == both)
        #expect(writing(value, where: .range(1...)) == low)
        #expect(writing(value, where: .range(...200)) == high)
    }

    @Test("On any other number or duration holds as well")
    func otherNumbers() {
        #expect(writing(0.25, where: .range(0.5...)) == "expected at least 0.5, got 0.25")
        #expect(writing(3.0, where: .range(...2)) == "expected at most 2, got 3")
        #expect(writing(Float(7), where: .range(1...2.5)) == "expected 1 to 2.5, got 7")
        #expect(writing(UInt64.max, where: .range(...5)) == "expected at most 5, got 18446744073709551615")
        #expect(writing(Int8(3), where: .range(4...4)) == "expected 4, got 3")
        #expect(
            writing(Duration.milliseconds(500), where: .range(.seconds(1)...))
                == "expected at least 1.0 seconds, got 0.5 seconds"
        )
        #expect(reading("0.5", where: Constraint<Duration>.range(.zero ... .seconds(1))) == nil)
        #expect(writing(Double.nan, where: .range(1...)) == "a number that is not finite cannot be sent")
    }

    @Test(
        "On a string counts Unicode scalars",
        arguments: [
            ("", "expected 2 to 5 characters, got 0"), ("a", "expected 2 to 5 characters, got 1"), ("ab", nil),
            ("abcde", nil), ("abcdef", "expected 2 to 5 characters, got 6"),
            ("é", "expected 2 to 5 characters, got 1"), ("e\u{301}", nil), ("👩‍👩‍👧", nil),
            ("👩‍👩‍👧👧", "expected 2 to 5 characters, got 6"), ("éééé", nil), ("ééééé", nil),
            ("𝄞", "expected 2 to 5 characters, got 1"), ("𝄞𝄞𝄞𝄞𝄞", nil),
            ("𝄞𝄞𝄞𝄞𝄞𝄞", "expected 2 to 5 characters, got 6"),
        ] as [(String, String?)]
    )
    func strings(text: String, problem: String?) throws {
        #expect(writing(text, where: .length(2...5)) == problem)
        #expect(reading(try encode(text), where: Constraint<String>.length(2...5)) == problem)
        let count = text.unicodeScalars.count
        #expect((writing(text, where: .length(2...)) == nil) == (count >= 2))
        #expect((writing(text, where: .length(...5)) == nil) == (count <= 5))
        #expect((writing(text, where: .length(3...3)) == nil) == (count == 3))
    }

    @Test("Speaks of one as of one")
    func words() {
        #expect(writing("", where: .length(1...)) == "expected at least 1 character, got 0")
        #expect(writing("ab", where: .length(...1)) == "expected at most 1 character, got 2")
        #expect(writing("ab", where: .length(1...1)) == "expected 1 character, got 2")
        #expect(writing("ab", where: .length(0...0)) == "expected 0 characters, got 2")
        #expect(writing([1, 2], where: .count(...1)) == "expected at most 1 item, got 2")
        #expect(writing("a", where: .length(Int.max...)) == "expected at least 9223372036854775807 characters, got 1")
    }

    @Test("On data counts bytes")
    func data() throws {
        let data = Data([1, 2, 3])
        #expect(writing(data, where: .length(3...3)) == nil)
        #expect(writing(data, where: .length(...2)) == "expected at most 2 bytes, got 3")
        #expect(writing(data, where: .length(4...)) == "expected at least 4 bytes, got 3")
        #expect(reading(try encode(data), where: Constraint<Data>.length(4...5)) == "expected 4 to 5 bytes, got 3")
    }

    @Test("On lists and dictionaries counts items")
    func counts() {
        #expect(reading("[1,2,3]", where: Constraint<[Int]>.count(...2)) == "expected at most 2 items, got 3")
        #expect(reading("[1,2,3]", where: Constraint<[Int]>.count(4...)) == "expected at least 4 items, got 3")
        #expect(reading("[1,2,3]", where: Constraint<[Int]>.count(1...3)) == nil)
        #expect(reading(#"{"a":1}"#, where: Constraint<[String: Int]>.count(2...3)) == "expected 2 to 3 items, got 1")
        #expect(writing(["a": 1], where: .count(1...)) == nil)
        #expect(writing([Int](), where: .count(1...)) == "expected at least 1 item, got 0")
    }

    @Test("On what a list or a dictionary holds gives the path to it")
    func paths() {
        #expect(
            reading(#"["a","abc"]"#, where: Constraint<[String]>.each(.length(...2)))
                == "[1]: expected at most 2 characters, got 3"
        )
        #expect(
            reading(#"{"a":[1],"b":[1,0]}"#, where: Constraint<[String: [Int]]>.values(.each(.range(1...))))
                == ".b[1]: expected at least 1, got 0"
        )
        #expect(
            reading(#"{"a b":1}"#, where: Constraint<[String: Int]>.keys(.length(...2)))
                == #"["a b"]: expected at most 2 characters, got 3"#
        )
        #expect(
            reading(#"["a",null,"abc"]"#, where: Constraint<[String?]>.each(.ifPresent(.length(...2))))
                == "[2]: expected at most 2 characters, got 3"
        )
    }

    @Test("Is joined with another, and the first that is broken is told")
    func both() {
        let text = #"["abcdef","b","c"]"#
        #expect(
            reading(text, where: Constraint<[String]>.count(...2).and(.each(.length(...5))))
                == "expected at most 2 items, got 3"
        )
        #expect(
            reading(text, where: Constraint<[String]>.count(...3).and(.each(.length(...5))))
                == "[0]: expected at most 5 characters, got 6"
        )
        #expect(writing(["a"], where: .count(...2).and(.each(.length(...5)))) == nil)
    }

    @Test("On an optional holds where nothing is there")
    func optionals() {
        #expect(reading("null", where: Constraint<Int?>.ifPresent(.range(1...))) == nil)
        #expect(reading("0", where: Constraint<Int?>.ifPresent(.range(1...))) == "expected at least 1, got 0")
        #expect(writing(Int?.none, where: .ifPresent(.range(1...))) == nil)
    }

    @Test("Does not hold for the default that stands in")
    func defaults() throws {
        let values = try Array("null 7".utf8).withUnsafeBytes { bytes in
            var reader = WireReader(bytes)
            return [
                try reader.read(ifNull: 50, where: .range(1...5)) as Int,
                try reader.read(ifNull: 50, where: .range(1...7)) as Int,
            ]
        }
        #expect(values == [50, 7])
        #expect(reading("7", where: Constraint<Int>.range(1...5)) == "expected 1 to 5, got 7")
    }

    @Test("On a field or a union's case is checked once its name is written, so that the place is known")
    func places() throws {
        var writer = WireWriter()
        writer.beginObject()
        try writer.writeField("a", "ok", where: .length(...5))
        try writer.writeField("none", String?.none, where: .ifPresent(.length(...5)))
        #expect(throws: ConversionError.self) { try writer.writeField("b", "too long", where: .length(...5)) }
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"a":"ok","b":"#)
        var other = WireWriter()
        try other.writeCase("path", [1], where: .count(...2))
        #expect(throws: ConversionError.self) { try other.writeCase("path", [1, 2, 3], where: .count(...2)) }
        #expect(String(decoding: other.bytes, as: UTF8.self) == #"{"path":[1]},{"path":"#)
    }
}

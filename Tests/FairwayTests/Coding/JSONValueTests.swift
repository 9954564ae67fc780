import Fairway
import Foundation
import Testing

@Suite struct JSONValueTests {
    @Test(
        "What came goes back the same, digit by digit",
        arguments: [
            "null", "true", "false", "0", "-0", "3.0", "3e0", "1E+400", "123456789012345678901234567890.10", #""x\ny""#,
            "[]", "{}",
            #"[1,[2,{"a":[null]}],"b"]"#, #"{"a":{"b":{"c":0.10}}}"#,
        ]
    )
    func roundTrip(text: String) throws {
        #expect(try encode(try decode(text, as: JSONValue.self)) == text)
    }

    @Test("Literals make values")
    func literals() throws {
        let value: JSONValue = ["a": [1, 2.5, true, nil, "x"]]
        #expect(try decode(#"{"a":[1,2.5,true,null,"x"]}"#) == value)
        #expect(value["a"]?[1] == 2.5)
        #expect(value["b"] == nil && value[0] == nil && value["a"]?[5] == nil && value["a"]?[-1] == nil)
    }

    @Test("Of a key that a literal holds twice, in whatever form, the last value counts")
    func literalKeys() {
        let value: JSONValue = ["a": 1, "b": [true, nil], "é": 1, "a": 2, "e\u{301}": 3]
        #expect(value == ["a": 2, "b": [true, nil], "é": 3])
        let number: JSONValue = 1e2
        #expect(number == .number(JSONNumber(100)))
    }

    @Test(
        "A key given twice is refused, also in another spelling",
        arguments: [
            #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, #"{"é":1,"e\u0301":2}"#, #"[{"a":{"b":1,"b":1}}]"#,
        ]
    )
    func duplicates(text: String) {
        let error = #expect(throws: ConversionError.self) { try decode(text, as: JSONValue.self) }
        guard case .duplicateKey = error?.problem else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("A missing or null value is null")
    func absence() throws {
        #expect(JSONValue.absent == .some(.null))
        #expect(try decode("null") == JSONValue.null)
        #expect(try decode("null") == JSONValue?.none)
        #expect(String.absent == nil)
        #expect(String?.absent == .some(.none))
    }

    @Test("A number is made of its text only where that is one")
    func numbers() throws {
        #expect(JSONNumber("1.50")?.text == "1.50")
        for text in ["", "01", "1.", " 1", "1 ", "NaN", "1e", "é", "1\0"] { #expect(JSONNumber(text) == nil) }
        #expect(JSONNumber(Double.nan) == nil)
        #expect(JSONNumber(0.1)?.text == "0.1")
        #expect(JSONNumber(UInt64.max).text == "18446744073709551615")
        #expect(JSONNumber(UInt64.max).integer(as: UInt64.self) == .max)
        #expect(JSONNumber(UInt64.max).integer(as: Int64.self) == nil)
        #expect(JSONNumber(300).integer(as: Int8.self) == nil)
        #expect(JSONNumber("3.0")?.integer() == 3)
        #expect(JSONNumber("3.5")?.integer(as: Int.self) == nil)
        #expect(JSONNumber("1e400")?.double == nil)
        #expect(JSONNumber("25e-1")?.double == 2.5)
    }

    @Test("Foundation's coders read and write the same values")
    func codable() throws {
        let value: JSONValue = ["a": [1, 2.5, true, nil, "x", .number(JSONNumber(UInt64.max))], "b": [:]]
        let data = try JSONEncoder().encode(value)
        #expect(try JSONDecoder().decode(JSONValue.self, from: data) == value)
        #expect(try decode(Array(data), as: JSONValue.self) == value)
        let beyond = JSONValue.number(try #require(JSONNumber("1e400")))
        #expect(throws: EncodingError.self) { try JSONEncoder().encode(beyond) }
    }
}

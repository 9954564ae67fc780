import Testing

@testable import Fairway

@Suite struct ConversionReportTests {
    private func report<Value: WireDecodable>(_ text: String, as type: Value.Type) -> ConversionReport? {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { buffer in
            var reader = WireReader(buffer)
            do throws(ConversionError) {
                _ = try reader.read(type)
                return nil
            } catch {
                return error.describe(in: buffer, from: 0)
            }
        }
    }

    @Test(
        "The report has the path to the value, what was wanted and what came",
        arguments: [
            (#""two""#, "", "expected an integer", #"string "two""#),
            ("3.7", "", "expected an integer", "number 3.7"),
            (" null", "", "expected an integer", "null"),
            ("{}", "", "expected an integer", "object"),
            ("[]", "", "expected an integer", "array"),
            ("true", "", "expected an integer", "true"),
            ("", "", "malformed JSON: it ends too early", ""),
            ("-", "", "malformed JSON: it ends too early", ""),
            ("1e30", "", "out of range: expected an integer from -9007199254740991 to 9007199254740991", "number 1e30"),
        ]
    )
    func single(text: String, path: String, expected: String, found: String) {
        #expect(report(text, as: Int.self) == ConversionReport(path: path, expected: expected, found: found))
    }

    @Test(
        "The path goes through lists, dictionaries and structures",
        arguments: [
            (#"{"name":"A","tags":["a",5]}"#, ".tags[1]", "expected a string", "number 5"),
            (#"{"name":"A","tags":[],"level":"high"}"#, ".level", "expected an integer", #"string "high""#),
            (#"{"x":[[],{},[1,[2]],{"y":{}}],"name":7}"#, ".name", "expected a string", "number 7"),
            (#"{"tags":[]}"#, ".name", "expected a value", "nothing"),
            (#"{"tags":[],"name":null}"#, ".name", "expected a string", "null"),
            (#"{"tags":null,"name":""}"#, ".tags", "expected a value", "null"),
            (#"{"tags":[],"name":"A","tags":[]}"#, ".tags", "field given twice", ""),
            (
                #"{"bestFriendsByNickname":{"a b":{"tags":[],"name":false}}}"#,
                #".bestFriendsByNickname["a b"].name"#, "expected a string", "false"
            ),
            (
                #"{"bestFriendsByNickname":{"é\n\"":[]}}"#, #".bestFriendsByNickname["é\u{a}\""]"#,
                "expected an object",
                "array"
            ),
            (
                #"{"bestFriendsByNickname":{"a":{"name":"","tags":[]},"b":{"tags":[ "x" , nul]}}}"#,
                ".bestFriendsByNickname.b.tags[1]", "malformed JSON: expected a value", ""
            ),
            (
                #"{"bestFriendsByNickname":{"a":{"name":"","tags":[]},"a":{"name":"","tags":[]}}}"#,
                ".bestFriendsByNickname.a", "field given twice", ""
            ),
            (#"{"name":"\ud800"}"#, ".name", "malformed JSON: a lone surrogate", ""),
        ]
    )
    func nested(text: String, path: String, expected: String, found: String) {
        #expect(report(text, as: Profile.self) == ConversionReport(path: path, expected: expected, found: found))
    }

    @Test("What came is shortened and holds nothing that disturbs a terminal")
    func bounded() throws {
        let long = try #require(report("\"\(String(repeating: "x", count: 5000))\"", as: Int.self))
        #expect(long.found == "string \"\(String(repeating: "x", count: 40))…\"")
        let number = try #require(report(String(repeating: "1", count: 5000), as: Int.self))
        #expect(number.found == "number \(String(repeating: "1", count: 40))…")
        let odd = try #require(report("\"\\u001b[31m\u{202E}\u{2028}\"", as: Int.self))
        #expect(odd.found == #"string "\u{1b}[31m\u{202e}\u{2028}""#)
        let key = String(repeating: "k", count: 1000)
        let deep = String(repeating: "{\"\(key)\":", count: 120) + "1" + String(repeating: "}", count: 120)
        let path = try #require(report(deep, as: Deep.self)).path
        #expect(path.hasSuffix("…") && path.utf8.count < 600)
    }

    @Test("A search that starts at the arguments gives a path within them")
    func arguments() throws {
        let bytes = Array(#"{"i":1,"a":["say",[1,{"k":"v"},"x"]]}"#.utf8)
        let start = try #require(bytes.firstIndex(of: UInt8(ascii: "[")))
        let offset = try #require(bytes.lastIndex(of: UInt8(ascii: "x"))) - 1
        let report = bytes.withUnsafeBytes {
            ConversionError(expected: "an integer", at: offset).describe(in: $0, from: start)
        }
        #expect(report.path == "[1][2]")
        #expect(report.message == #"expected an integer, got string "x""#)
    }

    @Test("An error from sending has words of its own and no path")
    func sending() throws {
        let error = #expect(throws: ConversionError.self) { try encode([1.0, .nan]) }
        #expect(error?.description == "a number that is not finite cannot be sent")
        let report = [UInt8]().withUnsafeBytes { error?.describe(in: $0, from: 0) }
        #expect(report == ConversionReport(path: "", expected: "a number that is not finite cannot be sent", found: ""))
    }

    /// Dictionaries in dictionaries, as deep as the text goes.
    private struct Deep: WireDecodable {
        init(reading reader: inout WireReader) throws(ConversionError) {
            if reader.peek() == UInt8(ascii: "{") {
                _ = try reader.read([String: Deep].self)
            } else {
                _ = try reader.readString()
            }
        }
    }
}

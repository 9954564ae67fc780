import Fairway
import Testing

@Suite struct FieldNamesTests {
    private struct Only: WireDecodable {
        var value: Int?

        @TaskLocal static var names: FieldNames = []

        init(reading reader: inout WireReader) throws(ConversionError) {
            var object = try reader.openObject(Only.names)
            while try reader.nextField(in: &object) != nil { value = try reader.read() }
        }
    }

    @Test("A name of any length is found alone, and is not taken for its neighbours", arguments: 0..<40)
    func lengths(length: Int) throws {
        let name = String("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".prefix(length))
        try Only.$names.withValue([name]) { () throws in
            for tail in ["", " ", String(repeating: " ", count: 20)] {
                #expect(try decode("{\"\(name)\":1\(tail)}", as: Only.self).value == 1)
                #expect(try decode("{\"\(name)x\":1\(tail)}", as: Only.self).value == nil)
                for index in 0..<length {
                    var other = Array(name)
                    other[index] = "_"
                    #expect(try decode("{\"\(String(other))\":1\(tail)}", as: Only.self).value == nil)
                }
                if length > 0 {
                    #expect(try decode("{\"\(name.dropLast())\":1\(tail)}", as: Only.self).value == nil)
                    #expect(try decode("{\"\\u0061\(name.dropFirst())\":1\(tail)}", as: Only.self).value == 1)
                }
            }
        }
    }

    @Test(
        "A name that needs an escape is found by its escaped form only",
        arguments: [
            ("a\\b", #"a\\b"#, #"a\b"#), ("a\"b", #"a\"b"#, "ab"), ("a\nb", #"a\nb"#, "anb"),
            ("é", #"\u00e9"#, "e\u{301}"),
        ]
    )
    func escapes(name: String, key: String, other: String) throws {
        try Only.$names.withValue([name]) { () throws in
            #expect(try decode("{\"\(key)\":1}", as: Only.self).value == 1)
            #expect(try decode("{\"\(other)\":1}", as: Only.self).value == nil)
        }
    }
}

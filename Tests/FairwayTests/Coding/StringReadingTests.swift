import Fairway
import Testing

@Suite struct StringReadingTests {
    @Test(
        "Every escape stands for its character",
        arguments: [
            (#""""#, ""), (#""a""#, "a"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#""\u0041\u00e9\u20AC""#, "Aé€"),
            (#""\ud83d\ude80!""#, "🚀!"), (#""\u0000""#, "\0"), (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
            (#""Zoë \u2014 Müller\nand 🚀""#, "Zoë — Müller\nand 🚀"), ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
            (#""12345678\n12345678\u00e9123456789""#, "12345678\n12345678é123456789"),
        ]
    )
    func escapes(text: String, value: String) throws {
        let read: String = try decode(text)
        #expect(Array(read.utf8) == Array(value.utf8))
        #expect(try decode(text) == JSONValue.string(value))
        try decode(text, as: Skipped.self).expectNothing()
    }

    @Test(
        "Lone surrogates, unknown escapes, control characters and open strings are malformed",
        arguments: [
            #""\ud800""#, #""\udc00""#, #""\ud800\ud800""#, #""\ud800x""#, #""\ud800\n""#, #""\udc00\ud800""#, #""\x""#,
            #""\u12""#, #""\u12g4""#, #""\u""#, #""\"#, #""\""#, #"""#, #""abc"#, "\"a\nb\"", "\"\u{0}\"", "\"\u{1F}\"",
            "\"12345678901\t\"", #""\U0041""#, #""\u+041""#, #"'a'"#,
        ]
    )
    func malformed(text: String) {
        for error in [
            #expect(throws: ConversionError.self) { try decode(text, as: String.self) },
            #expect(throws: ConversionError.self) { try decode(text, as: Skipped.self) },
            #expect(throws: ConversionError.self) { try decode("{\(text):1}", as: Skipped.self) },
            #expect(throws: ConversionError.self) { try decode("{\(text):1}", as: [String: Int].self) },
        ] {
            #expect(error?.isMalformed == true)
        }
    }

    @Test(
        "Invalid UTF-8 is refused wherever it stands in a string",
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
            [0xE2, 0x82],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x9A],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xEF, 0xBF],
        ] as [[UInt8]]
    )
    func invalidUTF8(bytes: [UInt8]) {
        for before in ["", "1234567", "12345678é", "a\\n"] {
            for after in ["", "x", "1234567890"] {
                let text = Array("\"\(before)".utf8) + bytes + Array("\(after)\"".utf8)
                let error = #expect(throws: ConversionError.self) { try decode(text, as: String.self) }
                #expect(error?.problem == .invalidUTF8)
                #expect(error?.offset == 1 + before.utf8.count)
                #expect(!text.withUnsafeBytes { WireReader.isUTF8($0) })
                #expect(throws: ConversionError.self) { try decode(text, as: Skipped.self) }
            }
        }
    }

    @Test("Every scalar of every length and alignment is read as it is", arguments: 0..<20)
    func scalars(padding: Int) throws {
        for scalar in [
            "a", "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}",
        ] {
            let value = String(repeating: "-", count: padding) + scalar + String(repeating: "=", count: 20 - padding)
            #expect(try decode("\"\(value)\"") == value)
            #expect(Array(value.utf8).withUnsafeBytes { WireReader.isUTF8($0) })
            #expect(try decode(try encode(value)) == value)
        }
    }

    @Test("What is UTF-8 is decided as the standard library does", arguments: ["", "followed by more"])
    func validity(rest: String) {
        let others: [UInt8] = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF]
        for lead in UInt8(0x80)...0xFF {
            for second in others {
                for third in others {
                    for fourth: UInt8 in [0x41, 0x80, 0xBF, 0xC0] {
                        let bytes = [lead, second, third, fourth] + rest.utf8
                        let isValid = String(validating: bytes, as: UTF8.self) != nil
                        #expect(bytes.withUnsafeBytes { WireReader.isUTF8($0) } == isValid, "\(bytes)")
                    }
                }
            }
        }
    }

    @Test("Strings are written with the escapes that JSON demands, and no others")
    func writing() throws {
        #expect(try encode("plain / text \u{7F} é 🚀") == "\"plain / text \u{7F} é 🚀\"")
        #expect(try encode("\"\\\u{8}\u{C}\n\r\t\u{0}\u{1F}") == #""\"\\\b\f\n\r\t\u0000\u001f""#)
        let many = String(repeating: "\u{1}", count: 1000)
        #expect(try encode(many) == "\"\(String(repeating: #"\u0001"#, count: 1000))\"")
        #expect(try decode(try encode(many)) == many)
    }
}

/// Reads any value without keeping it.
struct Skipped: WireDecodable {
    init(reading reader: inout WireReader) throws(ConversionError) {
        try reader.skipValue()
    }

    func expectNothing() {}
}

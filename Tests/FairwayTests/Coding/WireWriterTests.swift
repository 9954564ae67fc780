import Fairway
import Testing

@Suite struct WireWriterTests {
    private func text(_ writer: borrowing WireWriter) -> String { String(decoding: writer.bytes, as: UTF8.self) }

    @Test("Commas stand between values and fields, and nowhere else")
    func commas() throws {
        var writer = WireWriter()
        writer.beginArray()
        writer.writeNull()
        writer.beginObject()
        writer.endObject()
        writer.beginArray()
        try writer.write(1)
        writer.writeString("a")
        writer.writeBool(false)
        writer.endArray()
        writer.beginObject()
        try writer.writeField("a", 1)
        try writer.writeField("none", Int?.none)
        writer.writeName("b")
        writer.writeNull()
        let name = "quote\""
        try writer.writeField(name, 2.5)
        writer.endObject()
        try writer.write("end")
        writer.endArray()
        let text = text(writer)
        #expect(text == #"[null,{},[1,"a",false],{"a":1,"b":null,"quote\"":2.5},"end"]"#)
    }

    @Test("Raw pieces stand as they are, and a raw value takes its comma")
    func raw() throws {
        var writer = WireWriter(capacity: 0)
        writer.writeRaw(#"{"a":["name","#)
        try writer.write("x")
        Array("[1]".utf8).withUnsafeBytes { writer.writeRawValue($0) }
        try writer.write(2)
        writer.writeRaw("]}")
        let (text, counts) = (text(writer), [writer.count, writer.bytes.count])
        #expect(text == #"{"a":["name","x",[1],2]}"#)
        #expect(counts == [24, 24])
    }

    @Test(
        "Text of any length with an escape at any place is written and read back",
        arguments: ["\"", "\u{1}", "é", "€"]
    )
    func lengths(special: Character) throws {
        for length in 0..<40 {
            let plain = Array(repeating: Character("x"), count: length)
            for place in 0...length {
                let text = String(plain[..<place] + [special] + plain[place...])
                #expect(try decode(try encode([text, text + text])) == [text, text + text])
            }
        }
    }

    @Test("Escapes beyond the room for them are written and read back", arguments: [1, 12, 13, 500, 5000])
    func escapes(count: Int) throws {
        let text = String(repeating: "\u{1}", count: count) + String(repeating: "\\n", count: count)
        #expect(try decode(try encode(text)) == text)
    }

    @Test("Integers of every length are written in all their digits")
    func integers() throws {
        for power in 0...15 {
            let number = (0..<power).reduce(1) { product, _ in product * 10 }
            for value in [number - 1, number + 1, 4 * number + 7] where value > 0 && value < 1 << 53 {
                #expect(try encode(value) == "\(value)")
                #expect(try encode(-value) == "\(-value)")
                #expect(try decode("[\(value),-\(value)]", as: [Int].self) == [value, -value])
            }
        }
    }

    @Test("A value nested too deep for any reader is not sent")
    func depth() throws {
        func nested(_ depth: Int) -> JSONValue {
            (1..<depth).reduce(JSONValue.array([])) { inner, _ in .array([inner]) }
        }
        #expect(try decode(try encode(nested(128))) == nested(128))
        #expect(throws: ConversionError.self) { try encode(nested(129)) }
        #expect(throws: ConversionError.self) { try encode(nested(5000)) }
    }
}

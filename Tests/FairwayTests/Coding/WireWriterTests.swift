import Fairway
import Testing

@Suite struct WireWriterTests {
    private func text(_ writer: WireWriter) -> String { String(decoding: writer.bytes, as: UTF8.self) }

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
        #expect(text(writer) == #"[null,{},[1,"a",false],{"a":1,"b":null,"quote\"":2.5},"end"]"#)
    }

    @Test("Raw pieces stand as they are, and a raw value takes its comma")
    func raw() throws {
        var writer = WireWriter(capacity: 0)
        writer.writeRaw(#"{"a":["name","#)
        try writer.write("x")
        Array("[1]".utf8).withUnsafeBytes { writer.writeRawValue($0) }
        try writer.write(2)
        writer.writeRaw("]}")
        #expect(text(writer) == #"{"a":["name","x",[1],2]}"#)
        #expect(writer.count == writer.bytes.count)
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

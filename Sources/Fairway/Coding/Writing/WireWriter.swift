/// Writes JSON text into one growing buffer, and places the commas.
///
/// Inside an array every value is separated from the one before it; inside an object every field. Passed `inout`.
public struct WireWriter: ~Copyable, Sendable {
    var buffer: GrowingBytes
    /// Whether a value has just ended, so that another one needs a comma.
    var needsComma = false
    var depth: Int
    /// Whether more containers were open at a time than a reader allows.
    @usableFromInline var isTooDeep = false

    /// Starts empty, with room for `capacity` bytes, inside `depth` objects and arrays that others have opened.
    package init(capacity: Int = 512, depth: Int = 0) {
        buffer = GrowingBytes(capacity: capacity)
        self.depth = depth
    }

    private init(_ buffer: consuming GrowingBytes, depth: Int) {
        self.buffer = buffer
        self.depth = depth
    }

    /// The bytes of what `write` writes, inside `depth` objects and arrays that others have opened.
    @usableFromInline
    static func writeAll(
        depth: Int = 0,
        _ write: (inout WireWriter) throws(ConversionError) -> Void
    ) throws(ConversionError) -> [UInt8] {
        try GrowingBytes.withLentRoom(of: 512) { room throws(ConversionError) in
            var writer = WireWriter(room, depth: depth)
            try write(&writer)
            return writer.bytes
        }
    }

    /// Writes one value.
    @inlinable
    public mutating func write<Value: WireEncodable>(_ value: Value) throws(ConversionError) {
        // Before it as well, so that a value of any depth is written with a bounded stack.
        guard !isTooDeep else { throw WireWriter.tooDeep }
        try value.write(to: &self)
        guard !isTooDeep else { throw WireWriter.tooDeep }
    }

    /// Writes one field of an object; one that is `null` is left out.
    @inlinable
    @inline(never)
    public mutating func writeField<Value: WireEncodable>(
        _ name: StaticString,
        _ value: Value
    ) throws(ConversionError) {
        // Not inlined, so that a large schema compiles in half the time: one copy for each type, not for each field.
        if value.isNull { return }
        writeName(name)
        try write(value)
    }

    /// Writes one field whose name is known only now; one that is `null` is left out.
    @inlinable
    @_disfavoredOverload
    public mutating func writeField<Value: WireEncodable>(
        _ name: String,
        _ value: Value
    ) throws(ConversionError) {
        if value.isNull { return }
        writeName(name)
        try write(value)
    }

    /// Writes a field's name; its value comes next, whatever it is.
    public mutating func writeName(_ name: StaticString) {
        if name.hasPointerRepresentation {
            appendQuoted(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount), isName: true)
        } else {
            name.withUTF8Buffer { appendQuoted($0, isName: true) }
        }
        needsComma = false
    }

    /// Writes a field's name that is known only now; its value comes next, whatever it is.
    @_disfavoredOverload
    public mutating func writeName(_ name: String) {
        var name = name
        name.withUTF8 { appendQuoted($0, isName: true) }
        needsComma = false
    }

    /// Opens an object.
    public mutating func beginObject() { open(ASCII.openBrace) }

    /// Closes the innermost object.
    public mutating func endObject() { close(ASCII.closeBrace) }

    /// Opens an array.
    public mutating func beginArray() { open(ASCII.openBracket) }

    /// Closes the innermost array.
    public mutating func endArray() { close(ASCII.closeBracket) }

    /// Writes `null`.
    public mutating func writeNull() { appendToken("null") }

    /// Writes `true` or `false`.
    public mutating func writeBool(_ value: Bool) { appendToken(value ? "true" : "false") }

    /// Writes a string.
    public mutating func writeString(_ value: String) {
        // Lends the bytes where they lie in one place already; only another string is first made so, which costs more.
        if value.utf8.withContiguousStorageIfAvailable({ appendQuoted($0, isName: false) }) == nil {
            var value = value
            value.withUTF8 { appendQuoted($0, isName: false) }
        }
        needsComma = true
    }

    @inline(__always)
    private mutating func open(_ byte: UInt8) {
        let comma = needsComma
        buffer.append(upTo: 2) { room in
            room[0] = ASCII.comma
            room[comma ? 1 : 0] = byte
            return comma ? 2 : 1
        }
        needsComma = false
        depth += 1
        if depth > WireReader.depthLimit { isTooDeep = true }
    }

    @inline(__always)
    private mutating func close(_ byte: UInt8) {
        buffer.append(byte)
        needsComma = true
        depth -= 1
    }

    @inline(__always)
    mutating func separate() {
        if needsComma { buffer.append(ASCII.comma) }
    }

    private mutating func appendToken(_ token: StaticString) {
        separate()
        token.withUTF8Buffer { buffer.append(contentsOf: UnsafeRawBufferPointer($0)) }
        needsComma = true
    }

    @usableFromInline static var tooDeep: ConversionError {
        ConversionError(sending: "a value nested deeper than \(WireReader.depthLimit) levels cannot be sent")
    }
}

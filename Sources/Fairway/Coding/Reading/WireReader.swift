/// A pull reader over the JSON text of one message, from which values are read in the order in which they stand.
///
/// It reads RFC 8259 strictly, builds no tree, and is memory-safe for every sequence of bytes: whatever is wrong
/// with them is thrown. After an error the reader's position is unspecified.
public struct WireReader: ~Copyable {
    /// How many objects and arrays may be open at a time, counted over the whole message.
    package static let depthLimit = 128

    let bytes: WireBytes
    package var conversion: Conversion
    var depth: Int
    /// The field that carries the case of the union which was looked at last, and where that object starts.
    var discriminator: (field: FieldNames.Table, start: Int)?

    /// Where the next unread byte is; right before a field's or an element's value is read, where that value starts.
    public package(set) var offset: Int

    /// Starts at `offset`, inside `depth` objects and arrays that are open already.
    ///
    /// The reader does not own `bytes`: the caller keeps them alive and unchanged until the reader is gone.
    @usableFromInline
    package init(
        _ bytes: UnsafeRawBufferPointer,
        at offset: Int = 0,
        conversion: Conversion = .exact,
        depth: Int = 0
    ) {
        self.init(WireBytes(bytes), at: offset, conversion: conversion, depth: depth)
    }

    init(_ bytes: WireBytes, at offset: Int, conversion: Conversion, depth: Int) {
        self.bytes = bytes
        self.offset = offset
        self.conversion = conversion
        self.depth = depth
    }

    /// Reads one value of the type that the context asks for.
    @inlinable
    public mutating func read<Value: WireDecodable>() throws(ConversionError) -> Value {
        try Value(reading: &self)
    }

    /// Reads one value of this type.
    ///
    /// Assigned to an optional variable, `read()` alone would read an optional and let a `null` pass.
    @inlinable
    public mutating func read<Value: WireDecodable>(_ type: Value.Type) throws(ConversionError) -> Value {
        try Value(reading: &self)
    }

    /// Reads one value, or takes `fallback` where the text says `null`.
    @inlinable
    public mutating func read<Value: WireDecodable>(
        ifNull fallback: @autoclosure () -> Value
    ) throws(ConversionError) -> Value {
        readNull() ? fallback() : try Value(reading: &self)
    }

    /// Consumes a `null` if one comes next, and says whether it did.
    public mutating func readNull() -> Bool {
        skipWhitespace()
        guard bytes[offset] == UInt8(ascii: "n"), bytes.halfWord(at: offset) == Literal.null else { return false }
        offset += 4
        return true
    }

    /// Reads `true` or `false`.
    public mutating func readBool() throws(ConversionError) -> Bool {
        skipWhitespace()
        if bytes.halfWord(at: offset) == Literal.true {
            offset += 4
            return true
        }
        if bytes[offset] == UInt8(ascii: "f"), bytes.halfWord(at: offset + 1) == Literal.alse {
            offset += 5
            return false
        }
        throw mismatch("a boolean")
    }

    /// Where the next value starts, after the white space before it.
    public mutating func valueOffset() -> Int {
        skipWhitespace()
        return offset
    }

    /// The next byte that is no white space, without consuming it; 0 at the end.
    package mutating func peek() -> UInt8 {
        skipWhitespace()
        return bytes[offset]
    }

    @inline(__always)
    package mutating func skipWhitespace() {
        // Generated text has none, so the call is worth avoiding.
        if bytes[offset] <= 0x20 { passWhitespace() }
    }

    @inline(never)
    private mutating func passWhitespace() {
        offset = bytes.endOfWhitespace(from: offset)
    }

    /// Whether nothing but white space is left.
    package mutating func isAtEnd() -> Bool {
        if offset >= bytes.count { return true }
        skipWhitespace()
        return offset >= bytes.count
    }

    /// Another reader at another place of the same message, for looking ahead.
    func sibling(at offset: Int) -> WireReader {
        WireReader(bytes, at: offset, conversion: conversion, depth: depth)
    }
}

/// The words of JSON as they look when loaded as one little-endian number.
enum Literal {
    static let null: UInt32 = 0x6C6C_756E
    static let `true`: UInt32 = 0x6575_7274
    static let alse: UInt32 = 0x6573_6C61
}

extension WireReader {
    /// The error for a value that is not what was wanted, or for text that is no value at all.
    @inline(never)
    func mismatch(_ expected: String, at start: Int? = nil) -> ConversionError {
        let valueStart = bytes.endOfWhitespace(from: start ?? offset)
        do throws(ConversionError) {
            _ = try bytes.endOfValue(from: valueStart, depth: depth)
        } catch {
            return error
        }
        return ConversionError(.mismatch(expected: expected), at: valueStart)
    }
}

extension WireReader {
    /// Whether the message starts with U+FEFF, which RFC 8259 leaves to each reader to refuse.
    @inline(__always) var startsWithByteOrderMark: Bool {
        bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    }
}

/// The bytes of one message, readable at any offset without a chance to read outside of them.
///
/// This is the only place that touches the memory of what is read. Every access compares its offset, as an unsigned
/// number so that a negative one fails as well, with the count that came with the pointer. The pointer is valid for as
/// long as a reader exists, because whoever makes a reader keeps the bytes alive and readers are not copied. Only no bytes
/// at all have no address, and then no offset is below the count.
struct WireBytes {
    // The parts of a buffer, whose own count is a difference of two optional pointers and so costs at every access.
    private let start: UnsafeRawPointer?
    let count: Int
    /// How many offsets have eight bytes from there on.
    private let wordCount: Int

    init(_ buffer: UnsafeRawBufferPointer) {
        start = buffer.baseAddress
        count = buffer.count
        wordCount = max(buffer.count - 7, 0)
    }

    private var address: UnsafeRawPointer {
        @inline(__always) get { start.unsafelyUnwrapped }
    }

    /// The byte at `offset`, or 0 outside; no JSON token holds a 0, so a scanner stops there by itself.
    subscript(offset: Int) -> UInt8 {
        @inline(__always) get {
            UInt(bitPattern: offset) < UInt(bitPattern: count)
                ? address.load(fromByteOffset: offset, as: UInt8.self) : 0
        }
    }

    /// The eight bytes from `offset`, the first one lowest; `nil` where fewer are left.
    @inline(__always)
    func word(at offset: Int) -> UInt64? {
        guard UInt(bitPattern: offset) < UInt(bitPattern: wordCount) else { return nil }
        return UInt64(littleEndian: address.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// The eight bytes from `offset`, the first one lowest, with zeros for those outside.
    @inline(__always)
    func paddedWord(at offset: Int) -> UInt64 {
        word(at: offset) ?? lastWord(at: offset)
    }

    @inline(never)
    private func lastWord(at offset: Int) -> UInt64 {
        let last = wordCount &- 1
        if offset > last, offset < count, let word = word(at: last) {
            return word &>> (8 &* UInt64(truncatingIfNeeded: offset &- last))
        }
        return (0..<8).reduce(0) { $0 | UInt64(self[offset &+ $1]) << (8 * UInt64($1)) }
    }

    /// The four bytes from `offset`, the first one lowest; `nil` where fewer are left.
    @inline(__always)
    func halfWord(at offset: Int) -> UInt32? {
        guard offset >= 0, offset <= count - 4 else { return nil }
        return UInt32(littleEndian: address.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// The bytes of `range` as far as they exist; for use while the reader is borrowed.
    func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        slice(from: range.lowerBound, to: range.upperBound)
    }

    /// The bytes from `lower` up to `upper` as far as they exist; for use while the reader is borrowed.
    @inline(__always)
    func slice(from lower: Int, to upper: Int) -> UnsafeRawBufferPointer {
        guard lower >= 0, lower < upper, upper <= count else { return sliceOfWhatExists(from: lower, to: upper) }
        return UnsafeRawBufferPointer(start: address + lower, count: upper &- lower)
    }

    @inline(never)
    private func sliceOfWhatExists(from lower: Int, to upper: Int) -> UnsafeRawBufferPointer {
        let (lower, upper) = (max(lower, 0), min(upper, count))
        guard lower < upper else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(start: address + lower, count: upper - lower)
    }
}

/// The bytes that JSON gives a meaning.
enum ASCII {
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let minus = UInt8(ascii: "-")
    static let plus = UInt8(ascii: "+")
    static let dot = UInt8(ascii: ".")
    static let zero = UInt8(ascii: "0")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

    @inline(__always)
    static func isExponent(_ byte: UInt8) -> Bool { byte | 0x20 == UInt8(ascii: "e") }

    @inline(__always)
    static func isWhitespace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// The value of a hexadecimal digit, or `nil`.
    static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

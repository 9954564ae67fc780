/// What a scan found out about one string.
struct StringExtent {
    /// Where the closing quote is.
    let end: Int
    private let traits: UInt8

    /// Of ASCII alone, and without escapes.
    @inline(__always)
    init(plainUpTo end: Int) {
        self.end = end
        traits = 0
    }

    @inline(__always)
    init(upTo end: Int, hasEscapes: Bool, isASCII: Bool) {
        self.end = end
        traits = (hasEscapes ? 1 : 0) | (isASCII ? 0 : 2)
    }

    /// Whether the text is of ASCII alone and has no escapes.
    var isPlain: Bool { traits == 0 }
    var hasEscapes: Bool { traits & 1 != 0 }
    /// Whether the text as it stands, with its escapes, is of ASCII alone.
    var isASCII: Bool { traits & 2 == 0 }
}

/// Eight bytes at a time: a mark in the highest bit of every byte that ends a run of plain text.
///
/// Only the lowest mark is reliable, as a borrow may spoil those above it.
@inline(__always)
func endOfRunMarks(_ word: UInt64) -> UInt64 {
    plainTextBorrows(word) & ~word & highBits
}

/// The same with a mark in every byte that is not ASCII as well.
@inline(__always)
func endOfASCIIRunMarks(_ word: UInt64) -> UInt64 {
    (plainTextBorrows(word) | word) & highBits
}

/// Has the highest bit of each ASCII byte that is a quote, a backslash or a control character.
@inline(__always)
private func plainTextBorrows(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // Exchanging quote and space, which differ in one bit, puts the quote right behind the control characters.
    let quotesAndControls = (word ^ (ones &* (0x20 ^ 0x22))) &- ones &* 0x21
    let backslashes = (word ^ (ones &* 0x5C)) &- ones
    return quotesAndControls | backslashes
}

/// A mark in the highest bit of the lowest byte that is a backslash; those above it are not reliable.
@inline(__always)
func backslashMarks(_ word: UInt64) -> UInt64 {
    let others = word ^ 0x5C5C_5C5C_5C5C_5C5C
    return (others &- 0x0101_0101_0101_0101) & ~others & highBits
}

let highBits: UInt64 = 0x8080_8080_8080_8080

// These are functions of the bytes and not of a reader, which would have to be in memory for each call.
extension WireBytes {
    /// Finds the end of the string whose opening quote is at `start`, and checks everything on the way.
    @inline(__always)
    func scanString(from start: Int) throws(ConversionError) -> StringExtent {
        var at = start &+ 1
        guard passASCIIRun(&at) == ASCII.quote else { return try scanUnusualString(from: at) }
        return StringExtent(plainUpTo: at)
    }

    /// Passes plain ASCII, and returns what ends it, where it leaves.
    @inline(__always)
    private func passASCIIRun(_ at: inout Int) -> UInt8 {
        while true {
            let word = paddedWord(at: at)
            let marks = endOfASCIIRunMarks(word)
            if marks == 0 {
                at &+= 8
                continue
            }
            let bit = UInt64(truncatingIfNeeded: marks.trailingZeroBitCount) & 56
            at &+= Int(truncatingIfNeeded: bit / 8)
            return UInt8(truncatingIfNeeded: word &>> bit)
        }
    }

    /// Goes on with a string at `start`, behind nothing but plain ASCII.
    @inline(never)
    private func scanUnusualString(from start: Int) throws(ConversionError) -> StringExtent {
        var at = start
        var hasEscapes = false
        var isASCII = true
        while true {
            // Bytes of several belong to scalars that have to be checked, so the first of them ends a run as well.
            let stop = passASCIIRun(&at)
            if stop >= 0x80 {
                isASCII = false
                repeat {
                    let length = scalarLength(at: at)
                    guard length > 0 else { throw ConversionError(.invalidUTF8, at: at) }
                    at &+= length
                } while self[at] >= 0x80
            } else if stop == ASCII.quote {
                return StringExtent(upTo: at, hasEscapes: hasEscapes, isASCII: isASCII)
            } else if stop == ASCII.backslash {
                hasEscapes = true
                at = try passEscape(at: at)
            } else {
                throw malformed("a control character in a string", at: at)
            }
        }
    }

    /// Passes one escape, and both halves of a surrogate pair.
    @inline(__always)
    private func passEscape(at start: Int) throws(ConversionError) -> Int {
        switch self[start &+ 1] {
        case ASCII.quote, ASCII.backslash, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start &+ 2
        case UInt8(ascii: "u"):
            return try passEscapedUnits(at: start)
        default:
            throw malformed("an unknown escape", at: start)
        }
    }

    @inline(never)
    private func passEscapedUnits(at start: Int) throws(ConversionError) -> Int {
        guard let unit = codeUnit(at: start + 2) else {
            throw malformed("an escape without four hexadecimal digits", at: start)
        }
        switch unit {
        case 0xD800...0xDBFF:
            guard self[start + 6] == ASCII.backslash, self[start + 7] == UInt8(ascii: "u"),
                let low = codeUnit(at: start + 8), 0xDC00...0xDFFF ~= low
            else { throw ConversionError(.loneSurrogate, at: start) }
            return start + 12
        case 0xDC00...0xDFFF:
            throw ConversionError(.loneSurrogate, at: start)
        default:
            return start + 6
        }
    }

    /// The error for text that is no JSON, for which `reason` is told unless the text ends at `position`.
    @inline(never)
    func malformed(_ reason: String, at position: Int) -> ConversionError {
        ConversionError(.malformed(position < count ? reason : "it ends too early"), at: position)
    }
}

extension WireReader {
    /// Whether all of `bytes` is UTF-8, inside of strings or not, which a text message has to be.
    package static func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let bytes = WireBytes(bytes)
        var at = 0
        while at < bytes.count {
            if let word = bytes.word(at: at), word & highBits == 0 {
                at += 8
                continue
            }
            let length = bytes[at] < 0x80 ? 1 : bytes.scalarLength(at: at)
            guard length > 0 else { return false }
            at += length
        }
        return true
    }
}

extension WireBytes {
    /// The number that four hexadecimal digits write, or `nil`.
    func codeUnit(at offset: Int) -> UInt16? {
        var unit: UInt16 = 0
        for index in 0..<4 {
            guard let digit = ASCII.hexadecimal(self[offset + index]) else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    /// How long the scalar of several bytes at `offset` is; 0 where it is not well-formed (Unicode, table 3-7).
    @inline(__always)
    fileprivate func scalarLength(at offset: Int) -> Int {
        // What is behind the last byte is zeros, which continue no scalar.
        let word = UInt32(truncatingIfNeeded: paddedWord(at: offset))
        // Each form is told by the fixed bits of its bytes, and then there are ranges that shorter forms or nothing write.
        if word & 0xC0E0 == 0x80C0 {
            return word & 0x1E != 0 ? 2 : 0
        }
        if word & 0xC0_C0F0 == 0x80_80E0 {
            let range = word & 0x200F
            return range != 0 && range != 0x200D ? 3 : 0
        }
        if word & 0xC0C0_C0F8 == 0x8080_80F0 {
            let range = word & 0x3007
            return range != 0 && (range & 4 == 0 || range & 0x3003 == 0) ? 4 : 0
        }
        return 0
    }
}

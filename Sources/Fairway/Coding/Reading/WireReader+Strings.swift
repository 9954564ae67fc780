extension WireReader {
    /// Reads a string; throws where more than 128 combining marks follow each other.
    public mutating func readString() throws(ConversionError) -> String {
        let start = offset
        guard bytes[start] == ASCII.quote else { return try readDistantString() }
        let extent = try bytes.scanString(from: start)
        offset = extent.end &+ 1
        guard extent.isPlain else { return try bytes.unusualText(extent, from: start) }
        return ValidatedText.string(bytes.slice(from: start &+ 1, to: extent.end), isASCII: true)
    }

    /// Reads a string that stands behind white space, or says that there is none.
    @inline(never)
    private mutating func readDistantString() throws(ConversionError) -> String {
        skipWhitespace()
        guard bytes[offset] == ASCII.quote else { throw mismatch("a string") }
        return try readString()
    }

    /// Reads a string and makes something else of its bytes; `nil` from `parse` means that it is not `expected`.
    mutating func readText<Result>(
        _ expected: String,
        _ parse: (UnsafeRawBufferPointer) -> Result?
    ) throws(ConversionError) -> Result {
        skipWhitespace()
        let start = offset
        guard bytes[start] == ASCII.quote else { throw mismatch(expected) }
        let extent = try bytes.scanString(from: start)
        offset = extent.end + 1
        let result: Result?
        if extent.hasEscapes {
            var text = bytes.unescape(extent, from: start)
            result = text.withUTF8 { parse(UnsafeRawBufferPointer($0)) }
        } else {
            result = parse(bytes.slice(from: start + 1, to: extent.end))
        }
        guard let result else { throw mismatch(expected, at: start) }
        return result
    }
}

extension WireBytes {
    /// A string that has escapes or more than ASCII.
    @inline(never)
    fileprivate func unusualText(_ extent: StringExtent, from start: Int) throws(ConversionError) -> String {
        // No mark is ASCII, and an escape stands for fewer bytes than its own.
        if extent.end &- start > CombiningMarks.shortestExcess { try refuseEndlessMarks(extent, from: start) }
        if extent.hasEscapes { return unescape(extent, from: start) }
        return ValidatedText.string(slice(from: start &+ 1, to: extent.end), isASCII: false)
    }

    @inline(never)
    private func refuseEndlessMarks(_ extent: StringExtent, from start: Int) throws(ConversionError) {
        let areTooMany: Bool
        if extent.hasEscapes {
            var text = unescape(extent, from: start)
            areTooMany = text.withUTF8 { CombiningMarks.exceedLimit(in: UnsafeRawBufferPointer($0)) }
        } else {
            areTooMany = CombiningMarks.exceedLimit(in: slice(from: start + 1, to: extent.end))
        }
        if areTooMany { throw ConversionError(.tooManyMarks, at: start) }
    }

    /// The string with every escape replaced by what it stands for; the scan has checked them all.
    @inline(never)
    fileprivate func unescape(_ extent: StringExtent, from start: Int) -> String {
        let (start, end) = (start &+ 1, extent.end)
        // Every escape is longer than the UTF-8 of what it stands for, so the room of the escaped text is enough; the rest
        // is for words that are copied whole, of which what is behind a run is written over by what comes next.
        return withUnsafeTemporaryAllocation(byteCount: end &- start &+ 8, alignment: 1) { room in
            var out = 0
            var at = start
            var isASCII = extent.isASCII
            let last = room.count &- 8
            while at < end, out <= last {
                let word = paddedWord(at: at)
                room.storeBytes(of: word.littleEndian, toByteOffset: out, as: UInt64.self)
                let marks = backslashMarks(word)
                if marks == 0 {
                    at &+= 8
                    out &+= 8
                    continue
                }
                let length = marks.trailingZeroBitCount / 8
                at &+= length
                out &+= length
                guard at < end else { break }
                guard self[at &+ 1] == UInt8(ascii: "u") else {
                    room[out] = shortEscape(at: at)
                    at &+= 2
                    out &+= 1
                    continue
                }
                let (scalar, passed) = escapedScalar(at: at)
                isASCII = isASCII && scalar.isASCII
                for byte in scalar.utf8 where out < room.count {
                    room[out] = byte
                    out += 1
                }
                at += passed
            }
            return ValidatedText.string(
                // The last word may have gone beyond the end, by as much in the text as in the room.
                UnsafeRawBufferPointer(rebasing: room[..<min(out &- max(at &- end, 0), room.count)]),
                isASCII: isASCII
            )
        }
    }
}

extension WireBytes {
    /// What the escape at `offset`, which a scan has checked, stands for, and how long it is.
    fileprivate func escapedScalar(at offset: Int) -> (Unicode.Scalar, Int) {
        let unit = codeUnit(at: offset + 2) ?? 0xFFFD
        guard 0xD800...0xDBFF ~= unit, let low = codeUnit(at: offset + 8) else {
            return (Unicode.Scalar(unit) ?? "\u{FFFD}", 6)
        }
        let value = 0x1_0000 + (UInt32(unit) & 0x3FF) << 10 + UInt32(low) & 0x3FF
        return (Unicode.Scalar(value) ?? "\u{FFFD}", 12)
    }

    fileprivate func shortEscape(at offset: Int) -> UInt8 {
        switch self[offset + 1] {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        case let other: other
        }
    }
}

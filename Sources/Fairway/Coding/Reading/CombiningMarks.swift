/// Finds text that is made to be slow: characters with endless combining marks.
///
/// Strings are equal where their normal forms are, and the standard library brings the marks of a character into order
/// by insertion. One message full of marks would keep whoever compares or hashes that string busy for minutes.
enum CombiningMarks {
    /// How many marks may follow each other; written languages need fewer than ten, and UAX #15 allows for thirty.
    static let limit = 128

    /// A mark takes two bytes at least, so that a shorter text holds no more marks than the limit.
    static let shortestExcess = 2 * (limit + 1)

    /// Whether more marks than the limit follow each other in `text`, which is UTF-8.
    static func exceedLimit(in text: UnsafeRawBufferPointer) -> Bool {
        let bytes = WireBytes(text)
        var at = 0
        while at < bytes.count {
            if let word = bytes.word(at: at), word & highBits == 0 {
                at += 8
                continue
            }
            guard bytes[at] >= 0x80 else {
                at += 1
                continue
            }
            let start = at
            while bytes[at] >= 0x80 { at += 1 }
            // An ASCII character is never a mark, so a run of others that is shorter needs no closer look.
            if at - start >= shortestExcess, exceedLimit(inRun: bytes.slice(start..<at)) { return true }
        }
        return false
    }

    private static func exceedLimit(inRun run: UnsafeRawBufferPointer) -> Bool {
        var count = 0
        for scalar in String(decoding: run, as: UTF8.self).unicodeScalars {
            count = isMark(scalar) ? count + 1 : 0
            if count > limit { return true }
        }
        return false
    }

    /// Whether a scalar is put in order among those before it once it is decomposed.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Ideographs and Hangul syllables, which come in long runs, have a class of zero.
        case 0x4E00...0x9FFF, 0xAC00...0xD7A3: false
        // These have one too, and yet decompose into nothing but marks.
        case 0x0F73, 0x0F75, 0x0F81: true
        default: scalar.properties.canonicalCombiningClass != .notReordered
        }
    }
}

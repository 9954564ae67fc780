/// Bytes as text: base64 with padding, RFC 4648, section 4.
enum Base64Notation {
    /// A longer default is better sent than compiled.
    static let mostBytes = 1024
    static let longestText = (mostBytes + 2) / 3 * 4

    /// The bytes; nil where there are more than a default may have, or the text is not what encoders write.
    static func bytes(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count.isMultiple(of: 4) else { return nil }
        let padding = characters.suffix(2).count { $0 == UInt8(ascii: "=") }
        let digits = characters.dropLast(padding)
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        for (index, character) in digits.enumerated() {
            guard let value = value(character) else { return nil }
            bits = (bits << 6 | value) & 0xFF_FFFF
            // Every character but the first of four completes a byte.
            let place = UInt32(index % 4)
            if place > 0 { bytes.append(UInt8(truncatingIfNeeded: bits >> (6 - 2 * place))) }
        }
        let unused: UInt32 = padding == 0 ? 0 : padding == 1 ? 0b11 : 0b1111
        return bits & unused == 0 && bytes.count <= mostBytes ? bytes : nil
    }

    private static func value(_ character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}

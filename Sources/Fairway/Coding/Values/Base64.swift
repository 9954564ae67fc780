/// Base64 with padding, RFC 4648, section 4.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// What each byte stands for; 0xFF where it stands for nothing.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    /// The bytes that `text` stands for; `nil` where a length, a character or the unused bits are not as encoders write them.
    static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        guard !text.isEmpty else { return [] }
        let padding = text[text.count - 1] != UInt8(ascii: "=") ? 0 : text[text.count - 2] != UInt8(ascii: "=") ? 1 : 2
        let count = text.count / 4 * 3 - padding
        var isValid = true
        let values = values
        let result = [UInt8](unsafeUninitializedCapacity: count) { room, length in
            var bits: UInt32 = 0
            for at in 0..<text.count - padding {
                let value = values[Int(text[at])]
                if value == 0xFF { isValid = false }
                bits = bits << 6 | UInt32(value & 0x3F)
                // Every character but the first of four completes a byte.
                if at % 4 != 0 {
                    room[length] = UInt8(truncatingIfNeeded: bits >> (6 - 2 * UInt32(at % 4)))
                    length += 1
                }
            }
            let unused: UInt32 = padding == 0 ? 0 : padding == 1 ? 0b11 : 0b1111
            if bits & unused != 0 { isValid = false }
        }
        return isValid ? result : nil
    }

    /// Writes the text of `bytes` into `room`, which holds `length(of:)` bytes.
    static func encode(_ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer) {
        let alphabet = alphabet
        var out = 0
        var at = 0
        while at < bytes.count {
            let left = bytes.count - at
            let first = UInt32(bytes[at]) << 16
            let second = left > 1 ? UInt32(bytes[at + 1]) << 8 : 0
            let third = left > 2 ? UInt32(bytes[at + 2]) : 0
            let bits = first | second | third
            room[out] = alphabet[Int(bits >> 18)]
            room[out + 1] = alphabet[Int(bits >> 12 & 0x3F)]
            room[out + 2] = left > 1 ? alphabet[Int(bits >> 6 & 0x3F)] : UInt8(ascii: "=")
            room[out + 3] = left > 2 ? alphabet[Int(bits & 0x3F)] : UInt8(ascii: "=")
            out += 4
            at += 3
        }
    }

    static func length(of count: Int) -> Int { (count + 2) / 3 * 4 }
}

extension WireWriter {
    mutating func writeBase64(_ bytes: UnsafeRawBufferPointer) {
        separate()
        buffer.append(ASCII.quote)
        let length = Base64.length(of: bytes.count)
        buffer.append(upTo: length) { room in
            Base64.encode(bytes, into: room)
            return length
        }
        buffer.append(ASCII.quote)
        needsComma = true
    }
}

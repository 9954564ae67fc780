extension UnsafeRawBufferPointer {
    /// Whether the bytes are well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
    var isValidUTF8: Bool {
        // Safe: a word is only loaded where eight bytes are left, and a byte where the index is below the count.
        var index = 0
        while true {
            while count &- index >= 8 {
                let word = loadUnaligned(fromByteOffset: index, as: UInt64.self)
                guard word & 0x8080_8080_8080_8080 == 0 else { break }
                index &+= 8
            }
            guard index < count else { return true }
            if self[index] < 0x80 {
                index &+= 1
                continue
            }
            guard let length = lengthOfSequence(at: index) else { return false }
            index &+= length
        }
    }

    /// The length of the well-formed sequence of two to four bytes at `index` (Unicode, table 3-7).
    private func lengthOfSequence(at index: Int) -> Int? {
        let first = self[index]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        // Safe: no byte is read before it is known that the whole sequence lies within the count.
        guard count &- index >= length, second.contains(self[index &+ 1]) else { return nil }
        for position in 2..<4 where position < length {
            guard self[index &+ position] & 0xC0 == 0x80 else { return nil }
        }
        return length
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the bytes are well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
    var isValidUTF8: Bool { endOfUTF8(from: 0) == count }

    /// Where the whole well-formed sequences that begin at `start` end: at the count, or at the first that is not one.
    fileprivate func endOfUTF8(from start: Int) -> Int {
        // Safe: a word is only loaded where eight bytes are left, and a byte where the index is below the count.
        var index = start
        while true {
            while count &- index >= 8 {
                let word = loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let beyondASCII = UInt64(littleEndian: word) & 0x8080_8080_8080_8080
                guard beyondASCII == 0 else {
                    // To the first byte of the word that is not ASCII.
                    index &+= beyondASCII.trailingZeroBitCount &>> 3
                    break
                }
                index &+= 8
            }
            guard index < count else { return index }
            if self[index] < 0x80 {
                index &+= 1
                continue
            }
            guard let length = lengthOfSequence(at: index) else { return index }
            index &+= length
        }
    }

    /// The length of the well-formed sequence of two to four bytes at `index`.
    private func lengthOfSequence(at index: Int) -> Int? {
        guard let rest = RestOfSequence(after: self[index]) else { return nil }
        let length = 1 &+ rest.count
        // Safe: no byte is read before it is known that the whole sequence lies within the count.
        guard count &- index >= length, rest.next.contains(self[index &+ 1]) else { return nil }
        for position in 2..<4 where position < length {
            guard RestOfSequence.any.contains(self[index &+ position]) else { return nil }
        }
        return length
    }
}

/// What has to follow the first byte of a sequence of two to four bytes (Unicode, table 3-7).
private struct RestOfSequence: Hashable {
    static let any: ClosedRange<UInt8> = 0x80...0xBF

    /// How many bytes follow.
    var count: Int
    /// What the next one of them may be; those behind it may be ``any``.
    var next = Self.any

    init?(after first: UInt8) {
        switch first {
        case 0xC2...0xDF: count = 1
        case 0xE0: (count, next) = (2, 0xA0...0xBF)
        case 0xED: (count, next) = (2, 0x80...0x9F)
        case 0xE1...0xEF: count = 2
        case 0xF0: (count, next) = (3, 0x90...0xBF)
        case 0xF1...0xF3: count = 3
        case 0xF4: (count, next) = (3, 0x80...0x8F)
        default: return nil
        }
    }
}

/// Judges UTF-8 that comes in pieces, wherever it is cut, and looks at each byte once.
struct UTF8Validator: Hashable {
    /// What is missing of a sequence that has begun.
    private var missing: RestOfSequence?

    /// Whether the text may end here.
    var isComplete: Bool { missing == nil }

    /// Takes the next piece.
    ///
    /// - Returns: false where nothing that follows can make the text well-formed; then no more may be appended.
    mutating func append(_ piece: UnsafeRawBufferPointer) -> Bool {
        // Safe: the index stays below the count, to which it is compared before each access.
        var index = 0
        while missing != nil, index < piece.count {
            guard append(piece[index]) else { return false }
            index &+= 1
        }
        index = piece.endOfUTF8(from: index)
        // What is left is the start of one sequence, or something bad that shows within three bytes.
        while index < piece.count {
            guard append(piece[index]) else { return false }
            index &+= 1
        }
        return true
    }

    private mutating func append(_ byte: UInt8) -> Bool {
        guard var rest = missing else {
            missing = RestOfSequence(after: byte)
            return byte < 0x80 || missing != nil
        }
        guard rest.next.contains(byte) else { return false }
        rest.count &-= 1
        rest.next = RestOfSequence.any
        missing = rest.count > 0 ? rest : nil
        return true
    }
}

/// Walks over UTF-8 text and knows the line and column of the scalar that comes next.
struct TextCursor {
    let bytes: [UInt8]
    private(set) var offset: Int
    private(set) var scalarIndex = 0
    /// Counted from 1; `\n`, `\r\n` and `\r` end a line.
    private(set) var line = 1
    /// In scalars, counted from 1.
    private(set) var column = 1

    init(_ bytes: [UInt8], from offset: Int = 0) {
        self.bytes = bytes
        self.offset = offset
    }

    var isAtEnd: Bool { offset >= bytes.count }

    /// The byte that comes next, or after as many others as `distance` says.
    func peek(_ distance: Int = 0) -> UInt8? {
        let index = offset + distance
        return index < bytes.count ? bytes[index] : nil
    }

    func location(in path: String) -> SourceLocation {
        SourceLocation(path: path, line: line, column: column)
    }

    /// Passes over the next scalar; nil, without moving, at the end and at bytes that are not UTF-8.
    mutating func next() -> Unicode.Scalar? {
        guard let first = peek() else { return nil }
        if first < 0x80 {
            step(1)
            if first == 0x0A || (first == 0x0D && peek() != 0x0A) {
                line += 1
                column = 1
            }
            return Unicode.Scalar(first)
        }
        guard let scalar = multibyteScalar(startingWith: first) else { return nil }
        step(UTF8.width(scalar))
        return scalar
    }

    /// Moves forward to a scalar, or to the end where the text is shorter.
    mutating func advance(toScalar index: Int) {
        while scalarIndex < index, next() != nil {}
    }

    private mutating func step(_ width: Int) {
        offset += width
        scalarIndex += 1
        column += 1
    }

    private func multibyteScalar(startingWith first: UInt8) -> Unicode.Scalar? {
        let (count, bits, least): (Int, UInt32, UInt32) =
            switch first {
            case 0xC2...0xDF: (1, UInt32(first & 0x1F), 0x80)
            case 0xE0...0xEF: (2, UInt32(first & 0x0F), 0x800)
            case 0xF0...0xF4: (3, UInt32(first & 0x07), 0x1_0000)
            default: (0, 0, .max)
            }
        var value = bits
        for distance in 0..<count {
            guard let byte = peek(distance + 1), byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        return value >= least ? Unicode.Scalar(value) : nil
    }
}

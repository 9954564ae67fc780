extension WireReader {
    /// Passes one value of any kind and checks all of its syntax, without recursion.
    package mutating func skipValue() throws(ConversionError) {
        let outermost = depth
        // One bit for each open container, the innermost lowest: 1 for an object. The depth limit keeps it from overflowing.
        var kinds: UInt128 = 0
        while true {
            skipWhitespace()
            switch bytes[offset] {
            case ASCII.quote:
                offset = try scanString(from: offset).end + 1
            case ASCII.openBrace:
                try descend()
                offset += 1
                skipWhitespace()
                if bytes[offset] == ASCII.closeBrace {
                    offset += 1
                    depth &-= 1
                } else {
                    kinds = kinds << 1 | 1
                    try skipKey()
                    continue
                }
            case ASCII.openBracket:
                try descend()
                offset += 1
                skipWhitespace()
                if bytes[offset] == ASCII.closeBracket {
                    offset += 1
                    depth &-= 1
                } else {
                    kinds <<= 1
                    continue
                }
            default:
                try skipScalar()
            }
            guard try closeContainers(downTo: outermost, &kinds) else { return }
        }
    }

    /// After a value: closes what ends here and goes to the next value; `false` where the outermost one is complete.
    @inline(__always)
    private mutating func closeContainers(
        downTo outermost: Int,
        _ kinds: inout UInt128
    ) throws(ConversionError) -> Bool {
        while depth > outermost {
            skipWhitespace()
            let isObject = kinds & 1 == 1
            let byte = bytes[offset]
            if byte == ASCII.comma {
                offset += 1
                if isObject {
                    skipWhitespace()
                    try skipKey()
                }
                return true
            }
            guard byte == (isObject ? ASCII.closeBrace : ASCII.closeBracket) else {
                throw malformed(
                    isObject ? "expected ',' or '}' in an object" : "expected ',' or ']' in an array",
                    at: offset
                )
            }
            offset += 1
            depth &-= 1
            kinds >>= 1
        }
        return false
    }

    @inline(__always)
    private mutating func skipKey() throws(ConversionError) {
        guard bytes[offset] == ASCII.quote else { throw malformed("expected a key in an object", at: offset) }
        offset = try scanString(from: offset).end + 1
        skipWhitespace()
        guard bytes[offset] == ASCII.colon else { throw malformed("expected ':' after a key", at: offset) }
        offset += 1
    }

    @inline(__always)
    private mutating func skipScalar() throws(ConversionError) {
        let byte = bytes[offset]
        if byte == ASCII.minus || ASCII.isDigit(byte) {
            offset = try scanNumber(from: offset)
        } else if let word = bytes.halfWord(at: offset), word == Literal.null || word == Literal.true {
            offset += 4
        } else if byte == UInt8(ascii: "f"), bytes.halfWord(at: offset + 1) == Literal.alse {
            offset += 5
        } else {
            throw malformed("expected a value", at: offset)
        }
    }

    /// Where the number that starts at `start` ends; RFC 8259, section 6.
    @inline(__always)
    func scanNumber(from start: Int) throws(ConversionError) -> Int {
        var at = start
        if bytes[at] == ASCII.minus { at += 1 }
        guard ASCII.isDigit(bytes[at]) else { throw malformed("expected a digit", at: at) }
        if bytes[at] == ASCII.zero {
            at += 1
            guard !ASCII.isDigit(bytes[at]) else { throw malformed("a number with a leading zero", at: start) }
        } else {
            while ASCII.isDigit(bytes[at]) { at += 1 }
        }
        if bytes[at] == ASCII.dot {
            at += 1
            guard ASCII.isDigit(bytes[at]) else { throw malformed("expected a digit", at: at) }
            while ASCII.isDigit(bytes[at]) { at += 1 }
        }
        if ASCII.isExponent(bytes[at]) {
            at += 1
            if bytes[at] == ASCII.minus || bytes[at] == ASCII.plus { at += 1 }
            guard ASCII.isDigit(bytes[at]) else { throw malformed("expected a digit", at: at) }
            while ASCII.isDigit(bytes[at]) { at += 1 }
        }
        return at
    }
}

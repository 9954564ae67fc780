extension WireBytes {
    /// Where the value that comes at or behind `start` ends, after a check of all of its syntax, without recursion.
    ///
    /// `depth` is how many objects and arrays are open around it.
    func endOfValue(from start: Int, depth: Int) throws(ConversionError) -> Int {
        let room = WireReader.depthLimit &- depth
        var at = start
        var openCount = 0
        // One bit for each open container, the innermost lowest: 1 for an object. The depth limit keeps it from overflowing.
        var kinds: UInt128 = 0
        var byte = byte(passingWhitespaceTo: &at)
        while true {
            if kinds & 1 == 1 { byte = try passKey(startingWith: byte, at: &at) }
            if byte == ASCII.quote {
                at = try scanString(from: at).end &+ 1
            } else if byte | 0x20 == ASCII.openBrace {
                // A bracket and the brace of the same kind differ in one bit, and the closing one is two above.
                guard openCount < room else { throw ConversionError(.tooDeep, at: at) }
                at &+= 1
                let closing = byte &+ 2
                byte = self.byte(passingWhitespaceTo: &at)
                guard byte == closing else {
                    openCount &+= 1
                    kinds = kinds &<< 1 | (closing == ASCII.closeBrace ? 1 : 0)
                    continue
                }
                at &+= 1
            } else {
                at = try endOfScalar(byte, from: at)
            }
            while true {
                guard openCount > 0 else { return at }
                byte = self[at]
                if byte == ASCII.comma { break }
                let isObject = kinds & 1 == 1
                if byte != (isObject ? ASCII.closeBrace : ASCII.closeBracket) {
                    guard ASCII.isWhitespace(byte) else { throw unseparated(in: isObject, at: at) }
                    at = endOfWhitespace(from: at)
                    continue
                }
                at &+= 1
                openCount &-= 1
                kinds = kinds &>> 1
            }
            at &+= 1
            byte = self.byte(passingWhitespaceTo: &at)
        }
    }

    /// Passes a key, whose first byte is `byte`, and its colon; returns the first byte of the value, where it leaves.
    @inline(__always)
    private func passKey(startingWith byte: UInt8, at offset: inout Int) throws(ConversionError) -> UInt8 {
        guard byte == ASCII.quote else { throw malformed("expected a key in an object", at: offset) }
        let end = try scanString(from: offset).end
        let word = paddedWord(at: end &+ 1)
        // Generated text has no white space, so that one word holds what comes behind the key.
        let next = UInt8(truncatingIfNeeded: word &>> 8)
        guard UInt8(truncatingIfNeeded: word) == ASCII.colon, next > 0x20 else {
            return try passColon(at: &offset, behind: end)
        }
        offset = end &+ 2
        return next
    }

    @inline(never)
    private func passColon(at offset: inout Int, behind end: Int) throws(ConversionError) -> UInt8 {
        let colon = endOfWhitespace(from: end &+ 1)
        guard self[colon] == ASCII.colon else { throw malformed("expected ':' after a key", at: colon) }
        offset = endOfWhitespace(from: colon &+ 1)
        return self[offset]
    }

    @inline(never)
    private func unseparated(in isObject: Bool, at offset: Int) -> ConversionError {
        malformed(isObject ? "expected ',' or '}' in an object" : "expected ',' or ']' in an array", at: offset)
    }

    /// The next byte that is no white space, and 0 at the end.
    @inline(__always)
    private func byte(passingWhitespaceTo offset: inout Int) -> UInt8 {
        let byte = self[offset]
        // Generated text has none, so the call is worth avoiding.
        guard byte <= 0x20 else { return byte }
        offset = endOfWhitespace(from: offset)
        return self[offset]
    }

    /// Where white space that may be at `start` ends.
    @inline(never)
    func endOfWhitespace(from start: Int) -> Int {
        var at = start
        while ASCII.isWhitespace(self[at]) { at &+= 1 }
        return at
    }

    /// Where the number, boolean or `null` that starts with `byte` ends.
    @inline(__always)
    private func endOfScalar(_ byte: UInt8, from start: Int) throws(ConversionError) -> Int {
        if byte == ASCII.minus || ASCII.isDigit(byte) { return try scanNumber(from: start) }
        if let word = halfWord(at: start), word == Literal.null || word == Literal.true { return start &+ 4 }
        if byte == UInt8(ascii: "f"), halfWord(at: start &+ 1) == Literal.alse { return start &+ 5 }
        throw malformed("expected a value", at: start)
    }

    /// Where the number that starts at `start` ends; RFC 8259, section 6.
    @inline(__always)
    func scanNumber(from start: Int) throws(ConversionError) -> Int {
        var at = start
        if self[at] == ASCII.minus { at &+= 1 }
        let firstDigit = at
        at = endOfDigits(from: at)
        guard at > firstDigit else { throw malformed("expected a digit", at: at) }
        if self[firstDigit] == ASCII.zero, at &- firstDigit > 1 {
            throw malformed("a number with a leading zero", at: start)
        }
        let byte = self[at]
        return byte == ASCII.dot || ASCII.isExponent(byte) ? try endOfFraction(from: at) : at
    }

    /// The same behind the whole part, at a dot or an exponent.
    @inline(never)
    private func endOfFraction(from start: Int) throws(ConversionError) -> Int {
        var at = start
        if self[at] == ASCII.dot {
            at &+= 1
            guard ASCII.isDigit(self[at]) else { throw malformed("expected a digit", at: at) }
            at = endOfDigits(from: at)
        }
        if ASCII.isExponent(self[at]) {
            at &+= 1
            if self[at] == ASCII.minus || self[at] == ASCII.plus { at &+= 1 }
            guard ASCII.isDigit(self[at]) else { throw malformed("expected a digit", at: at) }
            at = endOfDigits(from: at)
        }
        return at
    }
}

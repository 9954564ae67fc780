extension WireReader {
    /// Reads any value as true or false: `0`, `false`, `null` and the empty string are false.
    ///
    /// What is in a string, an array or an object is only passed, so that nothing in it is an error but its syntax.
    ///
    /// - Parameter other: what other values than numbers and booleans count as, where given.
    mutating func readTruth(orElse other: Bool? = nil) throws(ConversionError) -> Bool {
        switch peek() {
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return try readBool()
        case ASCII.minus, ASCII.zero...UInt8(ascii: "9"): return try read(JSONNumber.self).double != 0
        default:
            let isNull = readNull()
            let start = offset
            if !isNull { try skipValue() }
            let isEmpty = isNull || (bytes[start] == ASCII.quote && offset == start + 2)
            return other ?? !isEmpty
        }
    }
}

/// Where the reader is within one array.
public struct ArrayCursor: ~Copyable {
    var isFirst = true
}

extension WireReader {
    /// Opens an array.
    public mutating func openArray() throws(ConversionError) -> ArrayCursor {
        skipWhitespace()
        guard bytes[offset] == ASCII.openBracket else { throw mismatch("an array") }
        try descend()
        offset += 1
        return ArrayCursor()
    }

    /// Goes to the next element, and says whether there is one.
    public mutating func nextElement(in array: inout ArrayCursor) throws(ConversionError) -> Bool {
        skipWhitespace()
        let byte = bytes[offset]
        if byte == ASCII.closeBracket {
            offset += 1
            depth &-= 1
            return false
        }
        if array.isFirst {
            array.isFirst = false
            return true
        }
        guard byte == ASCII.comma else { throw malformed("expected ',' or ']' in an array", at: offset) }
        offset += 1
        skipWhitespace()
        return true
    }
}

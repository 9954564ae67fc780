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
        let byte = bytes[offset]
        if byte == ASCII.comma, !array.isFirst {
            offset &+= 1
            skipWhitespace()
            return true
        }
        if byte == ASCII.closeBracket {
            offset &+= 1
            depth &-= 1
            return false
        }
        if array.isFirst, byte > 0x20 {
            array.isFirst = false
            return true
        }
        return try findElement(in: &array)
    }

    /// Goes to the first element, or to one behind white space.
    @inline(never)
    private mutating func findElement(in array: inout ArrayCursor) throws(ConversionError) -> Bool {
        skipWhitespace()
        if array.isFirst, bytes[offset] != ASCII.closeBracket {
            array.isFirst = false
            return true
        }
        guard bytes[offset] == ASCII.comma || bytes[offset] == ASCII.closeBracket else {
            throw bytes.malformed("expected ',' or ']' in an array", at: offset)
        }
        return try nextElement(in: &array)
    }
}

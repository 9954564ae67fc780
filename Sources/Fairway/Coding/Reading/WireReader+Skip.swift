extension WireReader {
    /// Passes one value of any kind and checks all of its syntax, without recursion.
    @inline(__always)
    package mutating func skipValue() throws(ConversionError) {
        offset = try bytes.endOfValue(from: offset, depth: depth)
    }
}

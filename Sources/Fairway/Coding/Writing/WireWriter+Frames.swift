extension WireWriter {
    /// Everything written so far, copied.
    package var bytes: [UInt8] { buffer.bytes }

    /// How many bytes are written.
    package var count: Int { buffer.count }

    /// Where the next value will start.
    var valueStart: Int { count + (needsComma ? 1 : 0) }

    /// The way from the value that starts at `start` to the one that `error` says cannot be written.
    ///
    /// Nothing is written after an error, so that the end of what is written is its place.
    mutating func path(to error: ConversionError, from start: Int) -> String {
        if needsComma { writeRaw(",") }
        let path = withUnsafeBytes { bytes in
            var search = PathSearch(bytes: WireBytes(bytes), target: bytes.count)
            return search.path(from: start)
        }
        guard case .refused(let refusal) = error.problem else { return path }
        return path + refusal.path
    }

    /// Appends text as it stands, without a comma before it or before the value after it.
    package mutating func writeRaw(_ text: StaticString) {
        text.withUTF8Buffer { buffer.append(contentsOf: UnsafeRawBufferPointer($0)) }
        needsComma = false
    }

    /// Appends bytes as they stand, without a comma before them or before the value after them.
    package mutating func writeRaw(_ bytes: UnsafeRawBufferPointer) {
        buffer.append(contentsOf: bytes)
        needsComma = false
    }

    /// Appends a value that is JSON text already, with a comma where one is due.
    package mutating func writeRawValue(_ bytes: UnsafeRawBufferPointer) {
        separate()
        buffer.append(contentsOf: bytes)
        needsComma = true
    }

    /// Lends what is written so far, without a copy.
    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try buffer.withUnsafeBytes(body)
    }
}

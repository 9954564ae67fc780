extension WireWriter {
    /// Everything written so far, copied; setting it starts over with those bytes.
    package var bytes: [UInt8] {
        get { buffer.bytes }
        set {
            buffer = GrowingBytes(newValue)
            needsComma = false
        }
    }

    /// How many bytes are written.
    package var count: Int { buffer.count }

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

    /// Forgets everything but keeps the room.
    package mutating func removeAll() {
        buffer.truncate(to: 0)
        needsComma = false
        depth = 0
        isTooDeep = false
    }

    /// A state to return to when what follows cannot be written.
    package struct Mark: Sendable {
        fileprivate let count: Int
        fileprivate let needsComma: Bool
        fileprivate let depth: Int
    }

    package func mark() -> Mark {
        Mark(count: buffer.count, needsComma: needsComma, depth: depth)
    }

    package mutating func rollBack(to mark: Mark) {
        buffer.truncate(to: mark.count)
        needsComma = mark.needsComma
        depth = mark.depth
        isTooDeep = depth > WireReader.depthLimit
    }

    /// Lends what is written so far, without a copy.
    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try buffer.withUnsafeBytes(body)
    }
}

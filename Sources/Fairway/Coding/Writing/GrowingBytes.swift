/// Bytes that are appended to, in one array that is larger than what it holds.
///
/// This is the only place that touches the memory of what is written. A closure gets exactly the room that was asked
/// for, inside the array's own storage and only while the array is borrowed for it, and reports how much it used;
/// more than the room is cut to the room.
struct GrowingBytes: Sendable {
    private var storage: [UInt8]
    private(set) var count = 0

    init(capacity: Int) {
        storage = [UInt8](repeating: 0, count: max(capacity, 16))
    }

    var bytes: [UInt8] { Array(storage.prefix(count)) }

    /// Appends at most `limit` bytes, as many as `fill` says that it wrote.
    @inline(__always)
    mutating func append(upTo limit: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Int) {
        if storage.count - count < limit { grow(by: limit) }
        let start = count
        count += storage.withUnsafeMutableBytes { all in
            let room = UnsafeMutableRawBufferPointer(rebasing: all[start..<start + limit])
            return min(max(fill(room), 0), limit)
        }
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if storage.count == count { grow(by: 1) }
        storage[count] = byte
        count += 1
    }

    mutating func append(contentsOf bytes: UnsafeRawBufferPointer) {
        append(upTo: bytes.count) { room in
            room.copyMemory(from: bytes)
            return bytes.count
        }
    }

    /// Doubles, so that appending costs the same however long the whole becomes.
    @inline(never)
    private mutating func grow(by limit: Int) {
        storage.append(contentsOf: repeatElement(0, count: max(limit, storage.count)))
    }

    mutating func truncate(to length: Int) {
        count = min(max(length, 0), count)
    }

    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try storage.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }

    /// Puts `bytes` before the byte at `index`, and moves only what is written behind it, not the room.
    mutating func insert(_ bytes: [UInt8], at index: Int) {
        guard index >= 0, index <= count else { return }
        if storage.count - count < bytes.count { grow(by: bytes.count) }
        let (target, end) = (index + bytes.count, count + bytes.count)
        storage.withUnsafeMutableBytes { all in
            let tail = UnsafeRawBufferPointer(rebasing: all[index..<end - bytes.count])
            UnsafeMutableRawBufferPointer(rebasing: all[target..<end]).copyMemory(from: tail)
            UnsafeMutableRawBufferPointer(rebasing: all[index..<target]).copyBytes(from: bytes)
        }
        count = end
    }
}

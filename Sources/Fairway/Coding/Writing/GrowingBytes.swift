/// Bytes that are appended to, in one array that is larger than what it holds.
///
/// This is the only place that touches the memory of what is written. A closure gets exactly the room that was asked
/// for, inside the array's own storage and only while the array is borrowed for it, and reports how much it used;
/// more than the room is cut to the room.
struct GrowingBytes: Sendable {
    private var storage: [UInt8]
    private(set) var count = 0

    /// Appending an array costs half of what making one of a given size does.
    private static let smallRoom = [UInt8](repeating: 0, count: 96)
    private static let usualRoom = [UInt8](repeating: 0, count: 512)

    /// Starts with room for `capacity` bytes or more.
    init(capacity: Int) {
        storage = []
        storage.append(contentsOf: capacity <= 96 ? GrowingBytes.smallRoom : GrowingBytes.usualRoom)
        if capacity > storage.count { grow(by: capacity) }
    }

    var bytes: [UInt8] { Array(storage.prefix(count)) }

    /// Hands over everything, without a copy where most of the room is used, and is empty then.
    mutating func take() -> [UInt8] {
        var taken: [UInt8] = []
        guard count >= storage.count / 2 else {
            // A message that waits to be sent does not keep room for another one.
            taken.reserveCapacity(count)
            withUnsafeBytes { taken.append(contentsOf: $0) }
            count = 0
            return taken
        }
        swap(&taken, &storage)
        taken.removeLast(taken.count - count)
        count = 0
        return taken
    }

    /// Appends at most `limit` bytes, as many as `fill` says that it wrote.
    @inline(__always)
    mutating func append(upTo limit: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Int) {
        if storage.count &- count < limit { grow(by: limit) }
        let start = count
        count &+= storage.withUnsafeMutableBytes { all in
            let room = UnsafeMutableRawBufferPointer(start: all.baseAddress.map { $0 + start }, count: limit)
            return min(max(fill(room), 0), limit)
        }
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if storage.count == count { grow(by: 1) }
        storage[count] = byte
        count &+= 1
    }

    mutating func append(contentsOf bytes: UnsafeRawBufferPointer) {
        append(upTo: bytes.count) { room in
            room.copyMemory(from: bytes)
            return bytes.count
        }
    }

    /// Doubles, so that appending costs the same however long the whole becomes; what outgrows a small message is given
    /// the room of a usual one at once.
    @inline(never)
    private mutating func grow(by limit: Int) {
        let room = max(storage.count + limit, 2 * storage.count)
        var larger: [UInt8] = []
        if room <= 512 {
            larger.append(contentsOf: GrowingBytes.usualRoom)
        } else {
            larger = [UInt8](repeating: 0, count: room)
        }
        larger.withUnsafeMutableBytes { room in
            storage.withUnsafeBytes { room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
        storage = larger
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

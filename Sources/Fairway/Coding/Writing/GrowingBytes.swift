/// Bytes that are appended to, in memory that is larger than what it holds.
///
/// This is the only place that touches the memory of what is written. It cannot be copied and gives the memory to nobody,
/// so that no other reference to the memory exists, whose elements stay where they are as long as this one does; where
/// the memory is lent, `withLentRoom(of:_:)` sees to it that it outlives the owner. A closure gets exactly the room that
/// was asked for, inside that memory and only while the owner is held for it, and reports how much it used; more than the
/// room is cut to the room.
struct GrowingBytes: ~Copyable {
    private typealias Memory = ManagedBuffer<Void, UInt8>

    /// Holds the elements; `nil` while they are in lent room.
    private var memory: Memory?
    /// Where the memory's elements are.
    private var start: UnsafeMutableRawPointer
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        (memory, start) = GrowingBytes.allocate(capacity)
        self.capacity = capacity
    }

    private init(lent room: UnsafeMutableRawBufferPointer) {
        capacity = room.count
        if let address = room.baseAddress {
            start = address
        } else {
            (memory, start) = GrowingBytes.allocate(room.count)
        }
    }

    /// Runs `body` with bytes that start in room on the stack, which costs nothing, and leave it where they outgrow it.
    ///
    /// `body` gives back what it makes of the bytes, and not the bytes: whoever holds the owner `inout` has no other one to
    /// leave in its place, and what would copy it does not compile.
    @inline(__always)
    static func withLentRoom<Result>(
        of byteCount: Int,
        _ body: (consuming GrowingBytes) throws(ConversionError) -> Result
    ) throws(ConversionError) -> Result {
        try withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 8) { room throws(ConversionError) in
            try body(GrowingBytes(lent: room))
        }
    }

    @inline(__always)
    private static func allocate(_ capacity: Int) -> (Memory, UnsafeMutableRawPointer) {
        let memory = Memory.create(minimumCapacity: capacity) { _ in }
        return (memory, memory.withUnsafeMutablePointerToElements { UnsafeMutableRawPointer($0) })
    }

    /// A copy of everything.
    var bytes: [UInt8] {
        // Appending costs less than half of what making an array of a given size does.
        var bytes: [UInt8] = []
        withUnsafeBytes { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Appends at most `limit` bytes, as many as `fill` says that it wrote.
    @inline(__always)
    mutating func append(upTo limit: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Int) {
        if capacity &- count < limit { grow(by: limit) }
        let used = fill(UnsafeMutableRawBufferPointer(start: start + count, count: limit))
        count &+= min(max(used, 0), limit)
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if capacity == count { grow(by: 1) }
        start.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count &+= 1
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
        let larger = capacity + max(limit, capacity)
        let (target, targetStart) = GrowingBytes.allocate(larger)
        targetStart.copyMemory(from: start, byteCount: count)
        (memory, start, capacity) = (target, targetStart, larger)
    }

    mutating func truncate(to length: Int) {
        count = min(max(length, 0), count)
    }

    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Puts `bytes` before the byte at `index`, and moves only what is written behind it, not the room.
    mutating func insert(_ bytes: [UInt8], at index: Int) {
        guard index >= 0, index <= count else { return }
        if capacity - count < bytes.count { grow(by: bytes.count) }
        (start + index + bytes.count).copyMemory(from: start + index, byteCount: count - index)
        bytes.withUnsafeBytes { source in
            UnsafeMutableRawBufferPointer(start: start + index, count: source.count).copyMemory(from: source)
        }
        count += bytes.count
    }
}

// The memory is reached through the one owner alone, and nothing about it belongs to a thread.
extension GrowingBytes: @unchecked Sendable {}

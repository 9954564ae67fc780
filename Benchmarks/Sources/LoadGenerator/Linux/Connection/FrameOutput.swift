import Glibc
import Workload

/// What waits to be written on a connection.
struct FrameOutput: ~Copyable {
    // Safe: it is this value's alone and lives as long as it does, and `start` and `end` never leave it.
    private let memory: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0

    /// Room for so many bytes.
    init(capacity: Int) {
        memory = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit {
        memory.deallocate()
    }

    var isEmpty: Bool { start == end }

    /// Adds bytes; returns where they lie until the next call of anything here, so that they can be altered.
    @inline(__always)
    mutating func append(_ bytes: UnsafeRawBufferPointer) throws -> UnsafeMutableRawBufferPointer {
        if memory.count - end < bytes.count, let base = memory.baseAddress {
            // Safe: both ranges lie inside of the memory, and memmove lets them overlap.
            memmove(base, base + start, end - start)
            (start, end) = (0, end - start)
        }
        guard memory.count - end >= bytes.count else { throw Failure("more is to be sent than there is room for") }
        let place = UnsafeMutableRawBufferPointer(rebasing: memory[end..<end + bytes.count])
        place.copyMemory(from: bytes)
        end += bytes.count
        return place
    }

    /// Writes what the socket takes.
    mutating func flush(to descriptor: Int32) throws {
        while start < end {
            let rest = UnsafeRawBufferPointer(rebasing: memory[start..<end])
            let flags = Int32(MSG_DONTWAIT | MSG_NOSIGNAL)
            let count = send(descriptor, rest.baseAddress, rest.count, flags)
            if count < 0 {
                if errno == EINTR { continue }
                guard errno == EAGAIN else { throw Failure("a connection is broken: \(reason())") }
                return
            }
            start += count
        }
        (start, end) = (0, 0)
    }
}

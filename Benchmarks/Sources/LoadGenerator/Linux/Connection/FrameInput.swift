import Glibc
import Workload

/// A frame that came from a server, whose payload lies where it was received.
struct InboundFrame {
    var opcode: UInt8
    var payload: UnsafeRawBufferPointer
}

/// What has come on a connection and is not taken yet.
struct FrameInput: ~Copyable {
    // Safe: it is this value's alone and lives as long as it does, `start` and `end` never leave it, and a payload that points
    // into it is used up before anything is received again.
    private let memory: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0

    /// Room for frames of a size at most.
    init(largestFrame: Int) {
        memory = .allocate(byteCount: largestFrame + 16_384, alignment: 16)
    }

    deinit {
        memory.deallocate()
    }

    /// Takes what there is; returns whether there may be more.
    mutating func receive(from descriptor: Int32) throws -> Bool {
        if start > 0 {
            // Safe: both ranges lie inside of the memory, and memmove lets them overlap.
            if end > start, let base = memory.baseAddress { memmove(base, base + start, end - start) }
            (start, end) = (0, end - start)
        }
        let room = UnsafeMutableRawBufferPointer(rebasing: memory[end...])
        guard room.count > 0 else { throw Failure("a frame is larger than what was asked for") }
        let count = recv(descriptor, room.baseAddress, room.count, Int32(MSG_DONTWAIT))
        guard count != 0 else { throw Failure("the server has closed a connection") }
        if count < 0 {
            guard errno == EAGAIN || errno == EINTR else { throw Failure("a connection is broken: \(reason())") }
            return false
        }
        end += count
        return count == room.count
    }

    /// The next whole frame; its payload is good until the next call of ``receive(from:)``.
    mutating func next() throws -> InboundFrame? {
        let available = end - start
        guard available >= 2 else { return nil }
        let bytes = UnsafeRawBufferPointer(rebasing: memory[start..<end])
        let (first, second) = (bytes[0], bytes[1])
        guard first & 0xF0 == 0x80, second < 0x80 else {
            throw Failure("a frame that is masked, in pieces or has reserved bits: \(first), \(second)")
        }
        var header = 2
        var length = Int(second)
        if second >= 126 {
            header = second == 126 ? 4 : 10
            guard available >= header else { return nil }
            var long: UInt64 = 0
            for byte in bytes[2..<header] { long = long << 8 | UInt64(byte) }
            length = Int(clamping: long)
        }
        guard length <= memory.count - header else {
            throw Failure("a frame of \(length) bytes, more than was asked for")
        }
        guard available >= header + length else { return nil }
        start += header + length
        return InboundFrame(
            opcode: first & 0x0F,
            payload: UnsafeRawBufferPointer(rebasing: bytes[header..<header + length])
        )
    }
}

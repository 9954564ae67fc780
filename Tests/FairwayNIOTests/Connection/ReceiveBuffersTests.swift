import NIOCore
import Testing

@testable import FairwayNIO

@Suite("Buffers to read into")
struct ReceiveBuffersTests {
    private var pool = NIOPooledRecvBufferAllocator(
        capacity: Int(ReceiveBuffers.readsPerTurn),
        recvAllocator: ReceiveBuffers()
    )

    /// Reads as much as there is room for, or `count` bytes, as a channel does.
    private mutating func read(_ count: Int = .max) -> ByteBuffer {
        let (buffer, size) = pool.buffer(allocator: ByteBufferAllocator()) { buffer in
            buffer.writeRepeatingByte(1, count: min(count, buffer.writableBytes))
        }
        pool.record(actualReadBytes: size)
        return buffer
    }

    @Test("Large pieces are read into ever larger buffers; the first one, which is small, is the only one kept")
    mutating func large() {
        #expect(read().capacity == ReceiveBuffers.firstSize)
        let capacities = (0..<8).map { _ in read().capacity }
        #expect(capacities.first == 2_048)
        #expect(capacities.last == 65_536)
        #expect(pool.count == 1)
    }

    @Test("What is held of one read is not changed by the next")
    mutating func held() {
        let first = read(100)
        let second = read(50)
        let third = read(70)
        #expect([first, second, third].map(\.readableBytes) == [100, 50, 70])
    }
}

import NIOCore

/// Makes the buffers that a channel reads into, so that a connection which is idle has almost none.
///
/// A channel's pool keeps the buffers that it has read into for as long as the connection is open, however large what once
/// came. With one read for each turn of the event loop it keeps the first one only, which is small, and the others
/// are let go of with what was read.
struct ReceiveBuffers: RecvByteBufferAllocator {
    /// How often a channel may read in a turn of the event loop for this to hold.
    static let readsPerTurn: UInt = 1
    /// How large the buffer is that the pool keeps, in bytes.
    static let firstSize = 256

    private var sizes = AdaptiveRecvByteBufferAllocator()
    private var hasRead = false

    func buffer(allocator: ByteBufferAllocator) -> ByteBuffer {
        hasRead ? sizes.buffer(allocator: allocator) : allocator.buffer(capacity: Self.firstSize)
    }

    mutating func record(actualReadBytes: Int) -> Bool {
        if hasRead {
            _ = sizes.record(actualReadBytes: actualReadBytes)
        }
        hasRead = true
        // The pool reads into the buffer that it keeps unless the next one may be larger.
        return true
    }
}

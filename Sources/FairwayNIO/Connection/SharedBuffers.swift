import Fairway
import NIOCore
import Synchronization

/// The buffers of a listener's connections, which share them on each event loop.
final class SharedBuffers: Sendable {
    private let loops = Mutex<[ObjectIdentifier: NIOLoopBound<LoopBuffers>]>([:])

    /// Those of an event loop. Called on it.
    func buffers(of eventLoop: any EventLoop) -> NIOLoopBound<LoopBuffers> {
        loops.withLock { loops in
            let key = ObjectIdentifier(eventLoop)
            let buffers = loops[key] ?? NIOLoopBound(LoopBuffers(), eventLoop: eventLoop)
            loops[key] = buffers
            return buffers
        }
    }
}

/// A buffer to read into and one to write from, lent to the connections of an event loop one after the other, so that one
/// which is idle has none and one which is not allocates none. Confined to its event loop.
///
/// What is lent out anew is empty; where somebody still holds its memory, it gets other memory.
final class LoopBuffers {
    /// How much is read at once, in bytes.
    static let readSize = 65_536
    /// The largest buffer to write from that is kept, in bytes.
    static let largestWriteSize = 131_072

    /// What is flushed together.
    let flushes = FlushQueue()
    private var sharedFrame = SharedFrame()
    private var toRead: ByteBuffer?
    private var toWrite: ByteBuffer?

    /// The frame of a message of a server's that goes to others too, as ``SharedFrame`` finds out.
    func frame(of message: EncodedMessage) -> ByteBuffer? {
        sharedFrame.frame(of: message)
    }

    func takeToRead(_ allocator: ByteBufferAllocator) -> ByteBuffer {
        guard var buffer = toRead.take() else { return allocator.buffer(capacity: Self.readSize) }
        buffer.clear()
        return buffer
    }

    /// Takes back a buffer that has been read into, whoever made it.
    func giveBack(read buffer: ByteBuffer) {
        guard buffer.storageCapacity == Self.readSize else { return }
        toRead = buffer
    }

    func takeToWrite() -> ByteBuffer? {
        guard var buffer = toWrite.take() else { return nil }
        buffer.clear()
        return buffer
    }

    /// Takes back a buffer all of which has been written, whoever made it.
    func giveBack(written buffer: ByteBuffer) {
        guard buffer.storageCapacity <= Self.largestWriteSize else { return }
        toWrite = buffer
    }
}

/// Has a channel read into a buffer that it shares with others.
///
/// The channel's pool keeps the first buffer that it has read into, and asks for another one each time.
struct SharedReceiveBuffers: RecvByteBufferAllocator {
    let buffers: NIOLoopBound<LoopBuffers>

    func buffer(allocator: ByteBufferAllocator) -> ByteBuffer {
        buffers.value.takeToRead(allocator)
    }

    /// The pool reads into the buffer that it keeps unless the next one may be larger.
    func record(actualReadBytes: Int) -> Bool { true }
}

import Fairway
import NIOCore

/// Frames that are gathered into one buffer, each with its header in front, so that many leave in one write.
struct OutgoingFrames {
    /// How much is gathered before it is worth a write of its own, in bytes.
    private static let fullSize = 65_536
    /// The least that is allocated, in bytes; most messages fit.
    private static let smallestCapacity = 256

    private var buffer: ByteBuffer?
    /// Whether others have the buffer as well.
    private(set) var isShared = false
    /// What the gathered messages count in the outbox.
    private(set) var cost = 0
    /// How many of the frames are pongs.
    private(set) var pongs = 0

    var isEmpty: Bool { buffer == nil }
    var isFull: Bool { (buffer?.readableBytes ?? 0) >= Self.fullSize }

    /// Appends a message that counts in the outbox.
    mutating func append(
        _ message: EncodedMessage,
        as kind: MessageKind = .text,
        from role: EndpointRole,
        in buffers: LoopBuffers? = nil
    ) {
        cost += OutboxState.cost(of: message)
        append(kind == .text ? .text : .binary, message.bytes, from: role, in: buffers)
    }

    /// Begins with a message whose frame others have as well.
    mutating func begin(with message: EncodedMessage, sharing frame: ByteBuffer) {
        cost = OutboxState.cost(of: message)
        buffer = frame
        isShared = true
    }

    /// Appends one unfragmented frame.
    ///
    /// - Parameter buffers: where the memory comes from, if there is some.
    mutating func append(
        _ opcode: Opcode,
        _ payload: [UInt8],
        from role: EndpointRole,
        in buffers: LoopBuffers? = nil
    ) {
        isShared = false
        // The only reference, so that appending does not copy what is there.
        var frames = buffer.take() ?? buffers?.takeToWrite() ?? Self.buffer(for: payload)
        frames.writeFrame(opcode, payload, from: role)
        buffer = frames
        if opcode == .pong { pongs += 1 }
    }

    private static func buffer(for payload: [UInt8]) -> ByteBuffer {
        ByteBufferAllocator().buffer(capacity: max(payload.count + FrameHeader.maximumSize, smallestCapacity))
    }

    /// Hands the frames out and begins anew.
    mutating func take() -> (buffer: ByteBuffer, cost: Int, pongs: Int)? {
        guard let frames = buffer else { return nil }
        defer { self = OutgoingFrames() }
        return (frames, cost, pongs)
    }
}

import Fairway
import NIOCore

/// The frame of a message that goes to several peers of a server, who share its bytes: it is the same for all of them.
struct SharedFrame {
    /// The largest message that is kept, in bytes.
    static let largestMessage = 65_536

    private var message: EncodedMessage?
    private var frame: ByteBuffer?

    /// The frame of a message, where the same message was the last one that this was asked about.
    ///
    /// The first one to send a message may be the only one, so it is not made for that.
    mutating func frame(of message: EncodedMessage) -> ByteBuffer? {
        let bytes = message.bytes
        guard !bytes.isEmpty, bytes.count <= Self.largestMessage else { return nil }
        guard let last = self.message?.bytes, last.isSameStorage(as: bytes) else {
            (self.message, frame) = (message, nil)
            return nil
        }
        if let frame { return frame }
        var made = ByteBufferAllocator().buffer(capacity: bytes.count + FrameHeader.maximumSize)
        made.writeFrame(.text, bytes, from: .server)
        frame = made
        return made
    }
}

extension [UInt8] {
    /// Whether both are the same memory, which does not change while one of them is kept.
    fileprivate func isSameStorage(as other: [UInt8]) -> Bool {
        // Safe: the addresses are compared and nothing is read from them.
        count == other.count && withUnsafeBytes(\.baseAddress) == other.withUnsafeBytes(\.baseAddress)
    }
}

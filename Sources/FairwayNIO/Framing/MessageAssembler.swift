/// Puts messages together that come in pieces, within bounds, by the rules of fragmentation (RFC 6455, section 5.4).
struct MessageAssembler {
    private let maximumSize: Int
    private let maximumFragments: Int
    private var bytes: [UInt8] = []
    private var fragments = 0

    init(maximumSize: Int, maximumFragments: Int) {
        self.maximumSize = max(maximumSize, 0)
        self.maximumFragments = maximumFragments
    }

    /// Whether frames of an unfinished message have come.
    var isMidMessage: Bool { fragments > 0 }

    /// Judges a data frame by its header, before any of its payload is kept.
    func check(_ header: FrameHeader) throws(ProtocolViolation) {
        switch header.opcode {
        case .text:
            guard !isMidMessage else { throw .protocolError("a message began inside another one") }
        case .continuation:
            guard isMidMessage else { throw .protocolError("a continuation continues nothing") }
        case .binary:
            throw .binaryMessage
        case .close, .ping, .pong:
            return
        }
        guard header.payloadSize <= maximumSize - bytes.count else { throw .messageTooBig }
        guard fragments < maximumFragments else { throw .tooManyFragments }
    }

    /// Keeps a part of the payload of the frame that was checked last.
    ///
    /// - Parameter position: where in the frame's payload `part` begins.
    mutating func append(_ part: UnsafeRawBufferPointer, mask: MaskingKey?, position: Int) {
        let start = bytes.count
        bytes.append(contentsOf: part)
        guard let mask else { return }
        // Safe: the array is at least as long as it was before the bytes from `start` on were added.
        bytes.withUnsafeMutableBytes { all in
            let target = UnsafeMutableRawBufferPointer(rebasing: all[start...])
            mask.apply(UnsafeRawBufferPointer(target), into: target, position: position)
        }
    }

    /// Ends a frame.
    ///
    /// - Returns: the whole message, if that was its last frame.
    mutating func finishFrame(isFinal: Bool) -> [UInt8]? {
        fragments += 1
        guard isFinal else { return nil }
        defer {
            bytes = []
            fragments = 0
        }
        return bytes
    }
}

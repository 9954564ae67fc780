/// What a message consists of (RFC 6455, section 5.6).
enum MessageKind {
    case text
    case binary
}

/// Puts messages together that come in pieces, within bounds, by the rules of fragmentation (RFC 6455, section 5.4).
///
/// Text is judged as it comes, so that what cannot become UTF-8 any more is refused without the rest of its message.
struct MessageAssembler {
    private let maximumSize: Int
    private let maximumFragments: Int
    private var kind: MessageKind?
    private var bytes: [UInt8] = []
    private var text = UTF8Validator()
    private var fragments = 0

    /// Whether binary messages are taken.
    var takesBinary = false
    /// Whether nothing is kept any more.
    private var isDiscarding = false

    init(maximumSize: Int, maximumFragments: Int) {
        self.maximumSize = max(maximumSize, 0)
        self.maximumFragments = maximumFragments
    }

    /// Whether frames of an unfinished message have come.
    var isMidMessage: Bool { fragments > 0 }

    /// Judges a data frame by its header, before any of its payload is kept.
    ///
    /// - Returns: what kind of message it is part of; `nil` for a control frame.
    func check(_ header: FrameHeader) throws(ProtocolViolation) -> MessageKind? {
        let kind: MessageKind?
        switch header.opcode {
        case .text:
            kind = .text
        case .binary:
            guard takesBinary else { throw .binaryMessage }
            kind = .binary
        case .continuation:
            guard isMidMessage else { throw .protocolError("a continuation continues nothing") }
            kind = self.kind
        case .close, .ping, .pong:
            return nil
        }
        guard header.opcode == .continuation || !isMidMessage else {
            throw .protocolError("a message began inside another one")
        }
        guard header.payloadSize <= maximumSize - bytes.count else { throw .messageTooBig }
        guard fragments < maximumFragments else { throw .tooManyFragments }
        return kind
    }

    /// Begins a frame that was checked and found to be of this kind.
    mutating func beginFrame(of kind: MessageKind) {
        self.kind = kind
    }

    /// Takes a part of the payload of the frame that began last.
    ///
    /// - Parameter position: where in the frame's payload `part` begins.
    mutating func append(
        _ part: UnsafeRawBufferPointer,
        mask: MaskingKey?,
        position: Int
    ) throws(ProtocolViolation) {
        guard !isDiscarding else { return }
        let start = bytes.count
        bytes.append(contentsOf: part)
        let isWellFormed = bytes.withUnsafeMutableBytes { all in
            // Safe: the array is at least as long as it was before the bytes from `start` on were added.
            let added = UnsafeMutableRawBufferPointer(rebasing: all[start...])
            mask?.apply(UnsafeRawBufferPointer(added), into: added, position: position)
            return kind == .binary || text.append(UnsafeRawBufferPointer(added))
        }
        guard isWellFormed else { throw .invalidText }
    }

    /// Ends a frame.
    ///
    /// - Returns: the whole message, if that was its last frame and it is wanted.
    mutating func finishFrame(isFinal: Bool) throws(ProtocolViolation) -> (MessageKind, [UInt8])? {
        fragments += 1
        guard isFinal, let kind else { return nil }
        guard text.isComplete else { throw .invalidText }
        defer {
            bytes = []
            fragments = 0
        }
        return isDiscarding ? nil : (kind, bytes)
    }

    /// Forgets what has been kept, and keeps and judges none of what is still to come.
    mutating func discard() {
        isDiscarding = true
        bytes = []
        text = UTF8Validator()
    }
}

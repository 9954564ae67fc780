/// What one look at the inbound bytes made of them.
enum InboundItem: Hashable {
    /// Nothing more can be told until further bytes come; what is left of the input has to be shown again.
    case needsMore
    /// A part of a message was taken in.
    case progress
    /// A whole message that lies in the input itself, still masked.
    case message(Range<Int>, MaskingKey?)
    /// A whole message that came in several pieces.
    case assembledMessage([UInt8])
    case ping([UInt8])
    case pong([UInt8])
    case close([UInt8])
}

/// Makes messages and control frames of inbound bytes (RFC 6455, section 5), without input, output or clock.
///
/// A message that lies whole in the input is pointed at and never copied here; one that does not is collected as it
/// comes, so that no more than a header or a control frame is ever left over.
struct MessageReader {
    private let role: EndpointRole
    private var assembler: MessageAssembler
    private var openFrame: (header: FrameHeader, received: Int)?

    init(role: EndpointRole, maximumMessageSize: Int, maximumFragments: Int) {
        self.role = role
        assembler = MessageAssembler(maximumSize: maximumMessageSize, maximumFragments: maximumFragments)
    }

    /// Whether a message has begun to come and is not complete.
    var isMidMessage: Bool { openFrame != nil || assembler.isMidMessage }

    /// Looks at `input` from `offset` on and moves `offset` past what is dealt with.
    ///
    /// Every range that is read or handed out has been compared with the count of `input`; no pointer is kept.
    mutating func next(in input: UnsafeRawBufferPointer, at offset: inout Int) throws(ProtocolViolation) -> InboundItem
    {
        if openFrame != nil {
            return collect(from: input, at: &offset)
        }
        guard let header = try FrameHeader(input.bytes, at: offset, receivedBy: role) else { return .needsMore }
        try assembler.check(header)
        let start = offset + header.size
        let available = input.count - start

        if header.opcode.isControl {
            guard available >= header.payloadSize else { return .needsMore }
            let end = start + header.payloadSize
            offset = end
            return controlItem(header, payload: UnsafeRawBufferPointer(rebasing: input[start..<end]))
        }
        if header.isFinal, !assembler.isMidMessage, available >= header.payloadSize {
            offset = start + header.payloadSize
            return .message(start..<offset, header.mask)
        }
        offset = start
        openFrame = (header, 0)
        return collect(from: input, at: &offset)
    }

    private mutating func collect(from input: UnsafeRawBufferPointer, at offset: inout Int) -> InboundItem {
        guard let (header, received) = openFrame else { return .progress }
        let size = min(header.payloadSize - received, input.count - offset)
        let part = UnsafeRawBufferPointer(rebasing: input[offset..<offset + size])
        assembler.append(part, mask: header.mask, position: received)
        offset += size
        guard received + size == header.payloadSize else {
            openFrame = (header, received + size)
            return .needsMore
        }
        openFrame = nil
        return assembler.finishFrame(isFinal: header.isFinal).map(InboundItem.assembledMessage) ?? .progress
    }

    private func controlItem(_ header: FrameHeader, payload: UnsafeRawBufferPointer) -> InboundItem {
        var bytes = [UInt8](payload)
        if let mask = header.mask {
            bytes.withUnsafeMutableBytes { mask.apply(UnsafeRawBufferPointer($0), into: $0) }
        }
        switch header.opcode {
        case .close: return .close(bytes)
        case .ping: return .ping(bytes)
        default: return .pong(bytes)
        }
    }
}

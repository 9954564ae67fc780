/// What a frame is (RFC 6455, section 5.2).
enum Opcode: UInt8 {
    case continuation = 0
    case text = 1
    case binary = 2
    case close = 8
    case ping = 9
    case pong = 10

    var isControl: Bool { rawValue >= 8 }
}

/// Which end of the link this is: a client masks what it sends, a server does not.
enum EndpointRole {
    case client
    case server
}

/// The bytes in front of a frame's payload, checked as far as they can be by themselves.
struct FrameHeader: Hashable {
    /// The longest a header can be, in bytes.
    static let maximumSize = 14
    /// The longest payload of a control frame, in bytes.
    static let maximumControlPayload = 125

    var isFinal: Bool
    var opcode: Opcode
    var payloadSize: Int
    var mask: MaskingKey?
    /// The header's own length, in bytes.
    var size: Int

    /// Reads the header at `offset`.
    ///
    /// - Returns: `nil` where the header is not complete yet.
    init?(_ bytes: RawSpan, at offset: Int, receivedBy role: EndpointRole) throws(ProtocolViolation) {
        let available = bytes.byteCount - offset
        guard available >= 2 else { return nil }
        let first = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self)
        let second = bytes.unsafeLoadUnaligned(fromByteOffset: offset + 1, as: UInt8.self)

        guard first & 0x70 == 0 else { throw .protocolError("a reserved bit is set") }
        guard let opcode = Opcode(rawValue: first & 0x0F) else { throw .protocolError("the opcode is unknown") }
        isFinal = first & 0x80 != 0
        self.opcode = opcode
        let isMasked = second & 0x80 != 0
        guard isMasked == (role == .server) else {
            throw .protocolError(isMasked ? "a server's frame is masked" : "a client's frame is not masked")
        }

        let shortSize = Int(second & 0x7F)
        if opcode.isControl {
            guard isFinal else { throw .protocolError("a control frame is fragmented") }
            guard shortSize <= Self.maximumControlPayload else { throw .protocolError("a control frame is too long") }
        }
        let sizeBytes = shortSize == 126 ? 2 : shortSize == 127 ? 8 : 0
        size = 2 + sizeBytes + (isMasked ? 4 : 0)
        guard available >= size else { return nil }

        switch sizeBytes {
        case 2:
            let word = bytes.unsafeLoadUnaligned(fromByteOffset: offset + 2, as: UInt16.self)
            payloadSize = Int(UInt16(bigEndian: word))
            guard payloadSize > 125 else { throw .protocolError("a length is not in its shortest form") }
        case 8:
            let word = bytes.unsafeLoadUnaligned(fromByteOffset: offset + 2, as: UInt64.self)
            guard let length = Int64(exactly: UInt64(bigEndian: word)) else {
                throw .protocolError("a length is negative")
            }
            guard length > 0xFFFF else { throw .protocolError("a length is not in its shortest form") }
            payloadSize = Int(clamping: length)
        default:
            payloadSize = shortSize
        }
        if isMasked {
            let word = bytes.unsafeLoadUnaligned(fromByteOffset: offset + 2 + sizeBytes, as: UInt32.self)
            mask = MaskingKey(littleEndian: UInt32(littleEndian: word))
        } else {
            mask = nil
        }
    }
}

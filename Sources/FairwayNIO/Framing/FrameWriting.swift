import NIOCore

extension ByteBuffer {
    /// Appends one unfragmented frame, masked with a fresh key where a client sends it (RFC 6455, section 5.2).
    mutating func writeFrame(_ opcode: Opcode, _ payload: [UInt8], from role: EndpointRole) {
        let maskBit: UInt8 = role == .client ? 0x80 : 0
        let first = 0x80 | opcode.rawValue
        switch payload.count {
        case ...125:
            writeMultipleIntegers(first, maskBit | UInt8(truncatingIfNeeded: payload.count))
        case ...0xFFFF:
            writeMultipleIntegers(first, maskBit | 126, UInt16(truncatingIfNeeded: payload.count))
        default:
            writeMultipleIntegers(first, maskBit | 127, UInt64(payload.count))
        }
        guard role == .client else {
            writeBytes(payload)
            return
        }
        let mask = MaskingKey.random()
        writeInteger(mask.littleEndian, endianness: .little)
        // Safe: there is room for the payload, all of it is written, and no more is claimed.
        writeWithUnsafeMutableBytes(minimumWritableBytes: payload.count) { target in
            payload.withUnsafeBytes { mask.apply($0, into: target) }
            return payload.count
        }
    }
}

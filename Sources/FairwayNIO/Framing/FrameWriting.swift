import NIOCore

extension ByteBuffer {
    /// Appends one unfragmented frame, masked with a fresh key where a client sends it (RFC 6455, section 5.2).
    mutating func writeFrame(_ opcode: Opcode, _ payload: [UInt8], from role: EndpointRole) {
        let mask = role == .client ? MaskingKey.random() : nil
        // Safe: there is room for the longest header and the payload, and no more is claimed than is written.
        writeWithUnsafeMutableBytes(minimumWritableBytes: FrameHeader.maximumSize + payload.count) { target in
            let headerSize = target.storeFrameHeader(opcode, payloadSize: payload.count, mask)
            let rest = UnsafeMutableRawBufferPointer(rebasing: target[headerSize...])
            payload.withUnsafeBytes { payload in
                if let mask {
                    mask.apply(payload, into: rest)
                } else {
                    rest.copyMemory(from: payload)
                }
            }
            return headerSize + payload.count
        }
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Writes the header of an unfragmented frame to the start, for which there has to be room.
    ///
    /// - Returns: its size in bytes.
    fileprivate func storeFrameHeader(_ opcode: Opcode, payloadSize: Int, _ mask: MaskingKey?) -> Int {
        precondition(count >= FrameHeader.maximumSize, "there is no room for a header")
        let maskBit: UInt8 = mask == nil ? 0 : 0x80
        let sizeBytes: Int
        self[0] = 0x80 | opcode.rawValue
        switch payloadSize {
        case ...125:
            sizeBytes = 0
            self[1] = maskBit | UInt8(truncatingIfNeeded: payloadSize)
        case ...0xFFFF:
            sizeBytes = 2
            self[1] = maskBit | 126
            storeBytes(of: UInt16(truncatingIfNeeded: payloadSize).bigEndian, toByteOffset: 2, as: UInt16.self)
        default:
            sizeBytes = 8
            self[1] = maskBit | 127
            storeBytes(of: UInt64(payloadSize).bigEndian, toByteOffset: 2, as: UInt64.self)
        }
        guard let mask else { return 2 + sizeBytes }
        storeBytes(of: mask.littleEndian.littleEndian, toByteOffset: 2 + sizeBytes, as: UInt32.self)
        return 6 + sizeBytes
    }
}

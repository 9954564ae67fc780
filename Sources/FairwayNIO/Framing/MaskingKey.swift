/// The four bytes that a client's payload is combined with (RFC 6455, section 5.3).
struct MaskingKey: Hashable {
    /// The first byte on the wire in the lowest eight bits.
    let littleEndian: UInt32

    init(littleEndian: UInt32) {
        self.littleEndian = littleEndian
    }

    /// A key that nobody can foresee.
    static func random() -> MaskingKey {
        var generator = SystemRandomNumberGenerator()
        return MaskingKey(littleEndian: generator.next())
    }

    /// Writes `source`, masked or unmasked, to the start of `target`.
    ///
    /// `target` may be the same memory as `source` and must be at least as long.
    ///
    /// - Parameter position: where in its frame's payload `source` begins.
    func apply(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, position: Int = 0) {
        precondition(target.count >= source.count, "the target is too short")
        // Safe: the loops stay below the count of `source`, which is no more than that of `target`, and what is loaded
        // from a place is loaded before that place is stored to.
        let shift = UInt32(truncatingIfNeeded: position & 3) &* 8
        let rotated = (littleEndian &>> shift) | (shift == 0 ? 0 : littleEndian &<< (32 &- shift))
        let word = UInt64(rotated) | UInt64(rotated) &<< 32
        var index = 0
        while source.count &- index >= 8 {
            let bytes = source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            target.storeBytes(of: bytes ^ word.littleEndian, toByteOffset: index, as: UInt64.self)
            index &+= 8
        }
        while index < source.count {
            let byte = UInt8(truncatingIfNeeded: rotated &>> (UInt32(truncatingIfNeeded: index & 3) &* 8))
            target[index] = source[index] ^ byte
            index &+= 1
        }
    }
}

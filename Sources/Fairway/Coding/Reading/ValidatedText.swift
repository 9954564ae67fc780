/// Strings of bytes that a scan has found to be UTF-8, made without looking for errors a second time.
///
/// Whoever makes a string here has checked the bytes with `scanString(from:)`, which accepts what Unicode's table 3-7 does
/// and nothing else; what is written to a string's own room is bounded by the room.
enum ValidatedText {
    /// How many bytes a string holds without memory of its own.
    private static let inlineCapacity = 15

    /// The string that the bytes are.
    @inline(__always)
    static func string(_ bytes: UnsafeRawBufferPointer, isASCII: Bool) -> String {
        isASCII && bytes.count <= inlineCapacity ? shortString(bytes) : longString(bytes, isASCII: isASCII)
    }

    /// The string of at most 15 bytes, all of them ASCII, which are copied in a few pieces that may overlap.
    @inline(__always)
    private static func shortString(_ bytes: UnsafeRawBufferPointer) -> String {
        String(unsafeUninitializedCapacity: bytes.count) { room in
            let room = UnsafeMutableRawBufferPointer(room)
            let count = min(bytes.count, room.count)
            if count >= 8 {
                copy(UInt64.self, bytes, room, at: 0)
                copy(UInt64.self, bytes, room, at: count - 8)
            } else if count >= 4 {
                copy(UInt32.self, bytes, room, at: 0)
                copy(UInt32.self, bytes, room, at: count - 4)
            } else {
                for index in 0..<count { room[index] = bytes[index] }
            }
            return count
        }
    }

    @inline(__always)
    private static func copy<Word: BitwiseCopyable>(
        _ type: Word.Type,
        _ source: UnsafeRawBufferPointer,
        _ target: UnsafeMutableRawBufferPointer,
        at offset: Int
    ) {
        target.storeBytes(of: source.loadUnaligned(fromByteOffset: offset, as: type), toByteOffset: offset, as: type)
    }

    @inline(__always)
    private static func longString(_ bytes: UnsafeRawBufferPointer, isASCII: Bool) -> String {
        guard #available(macOS 26, iOS 26, *) else { return String(decoding: bytes, as: UTF8.self) }
        return bytes.withMemoryRebound(to: UInt8.self) {
            String(copying: UTF8Span(unchecked: $0.span, isKnownASCII: isASCII))
        }
    }
}

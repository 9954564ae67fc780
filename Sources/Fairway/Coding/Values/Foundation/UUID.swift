#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension UUID: WireCodable {
    /// Reads the 36 characters of a UUID in either case.
    public init(reading reader: inout WireReader) throws(ConversionError) {
        self = try reader.readText("a UUID", UUID.init(wireText:))
    }

    /// Writes the UUID in lower case.
    public func write(to writer: inout WireWriter) throws(ConversionError) {
        let text = withUnsafeBytes(of: uuid) { bytes in
            String(unsafeUninitializedCapacity: 36) { room in
                var at = 0
                func put(_ nibble: UInt8) {
                    room[at] = nibble < 10 ? ASCII.zero + nibble : UInt8(ascii: "a") + nibble - 10
                    at += 1
                }
                for byte in bytes {
                    if UUID.isHyphen(at) {
                        room[at] = ASCII.minus
                        at += 1
                    }
                    put(byte >> 4)
                    put(byte & 0x0F)
                }
                return at
            }
        }
        writer.writeString(text)
    }

    private static func isHyphen(_ position: Int) -> Bool {
        position == 8 || position == 13 || position == 18 || position == 23
    }

    private init?(wireText text: UnsafeRawBufferPointer) {
        guard text.count == 36 else { return nil }
        var bytes = SIMD16<UInt8>()
        var at = 0
        for index in 0..<16 {
            if UUID.isHyphen(at) {
                guard text[at] == ASCII.minus else { return nil }
                at += 1
            }
            guard let high = ASCII.hexadecimal(text[at]), let low = ASCII.hexadecimal(text[at + 1]) else { return nil }
            bytes[index] = high << 4 | low
            at += 2
        }
        self.init(
            uuid: (
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
                bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
            )
        )
    }
}

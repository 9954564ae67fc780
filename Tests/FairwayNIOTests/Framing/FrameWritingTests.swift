import NIOCore
import Testing

@testable import FairwayNIO

@Suite("Writing frames")
struct FrameWritingTests {
    @Test("A frame has the shortest length and its payload", arguments: [0, 1, 125, 126, 65_535, 65_536])
    func server(size: Int) throws {
        let payload = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        var buffer = ByteBuffer()
        buffer.writeFrame(.text, payload, from: .server)
        let bytes = [UInt8](buffer.readableBytesView)
        let header = try #require(
            try bytes.withUnsafeBytes { bytes in
                try FrameHeader(bytes.bytes, at: 0, receivedBy: .client)
            }
        )
        #expect(header.payloadSize == size)
        #expect(bytes.dropFirst(header.size).elementsEqual(payload))
    }

    @Test("A client's frames are masked, each with a key of its own", arguments: [0, 1, 125, 126, 65_536])
    func client(size: Int) throws {
        let payload = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        var keys: Set<MaskingKey> = []
        for _ in 0..<4 {
            var buffer = ByteBuffer()
            buffer.writeFrame(.text, payload, from: .client)
            var bytes = [UInt8](buffer.readableBytesView)
            let header = try #require(
                try bytes.withUnsafeBytes { bytes in
                    try FrameHeader(bytes.bytes, at: 0, receivedBy: .server)
                }
            )
            let mask = try #require(header.mask)
            keys.insert(mask)
            bytes.removeFirst(header.size)
            bytes.withUnsafeMutableBytes { mask.apply(UnsafeRawBufferPointer($0), into: $0) }
            #expect(bytes == payload)
        }
        #expect(keys.count > 1)
    }
}

import Testing

@testable import FairwayNIO

/// A header and what is to be read from it.
struct HeaderVector: Sendable {
    var bytes: [UInt8]
    var payloadSize: Int
    var isFinal = true

    static let all: [HeaderVector] = [
        HeaderVector(bytes: [0x81, 0x00], payloadSize: 0),
        HeaderVector(bytes: [0x81, 0x7D], payloadSize: 125),
        HeaderVector(bytes: [0x01, 0x7E, 0x00, 0x7E], payloadSize: 126, isFinal: false),
        HeaderVector(bytes: [0x81, 0x7E, 0xFF, 0xFF], payloadSize: 65_535),
        HeaderVector(bytes: [0x81, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0], payloadSize: 65_536),
        HeaderVector(
            bytes: [0x81, 0x7F, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            payloadSize: 0x7FFF_FFFF_FFFF_FFFF
        ),
    ]
}

@Suite("Frame headers")
struct FrameHeaderTests {
    private func header(_ bytes: [UInt8], _ role: EndpointRole) throws -> FrameHeader? {
        try bytes.withUnsafeBytes { bytes in
            try FrameHeader(bytes.bytes, at: 0, receivedBy: role)
        }
    }

    @Test("A header is read whole or not at all", arguments: HeaderVector.all)
    func reading(vector: HeaderVector) throws {
        for size in 0..<vector.bytes.count {
            #expect(try header(Array(vector.bytes.prefix(size)), .client) == nil)
        }
        let header = try #require(try header(vector.bytes, .client))
        #expect(header.payloadSize == vector.payloadSize)
        #expect(header.isFinal == vector.isFinal)
        #expect(header.opcode == .text)
        #expect(header.size == vector.bytes.count)
        #expect(header.mask == nil)
    }

    @Test("A masked header has its key behind the length", arguments: HeaderVector.all)
    func masked(vector: HeaderVector) throws {
        var bytes = vector.bytes
        bytes[1] |= 0x80
        #expect(try header(bytes, .server) == nil)
        bytes += [0x01, 0x02, 0x03, 0x04]
        let header = try #require(try header(bytes, .server))
        #expect(header.mask == MaskingKey(littleEndian: 0x0403_0201))
        #expect(header.payloadSize == vector.payloadSize)
        #expect(header.size == bytes.count)
    }

    @Test("A client takes no masked frame")
    func maskedByServer() {
        #expect(throws: ProtocolViolation.protocolError("a server's frame is masked")) {
            try header([0x81, 0x81, 0, 0, 0, 0, 0x41], .client)
        }
    }
}

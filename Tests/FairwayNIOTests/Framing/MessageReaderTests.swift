import Testing

@testable import FairwayNIO

@Suite("Reading messages")
struct MessageReaderTests {
    /// What came, however it came.
    private enum Item: Hashable {
        case message([UInt8])
        case ping([UInt8])
        case pong([UInt8])
        case close([UInt8])
    }

    /// Feeds the pieces one after the other, as a channel would.
    private func items(of pieces: [[UInt8]], role: EndpointRole = .server) throws -> [Item] {
        var reader = MessageReader(role: role, maximumMessageSize: 1_000, maximumFragments: 10)
        var items: [Item] = []
        var left: [UInt8] = []
        for piece in pieces {
            left += piece
            var offset = 0
            try left.withUnsafeBytes { bytes in
                var isDone = false
                while !isDone {
                    switch try reader.next(in: bytes, at: &offset) {
                    case .needsMore: isDone = true
                    case .progress: break
                    case .message(let range, let mask):
                        var message = Array(bytes[range])
                        message.withUnsafeMutableBytes { mask?.apply(UnsafeRawBufferPointer($0), into: $0) }
                        items.append(.message(message))
                    case .assembledMessage(let message): items.append(.message(message))
                    case .ping(let payload): items.append(.ping(payload))
                    case .pong(let payload): items.append(.pong(payload))
                    case .close(let payload): items.append(.close(payload))
                    }
                }
            }
            left.removeFirst(offset)
            #expect(left.count < FrameHeader.maximumSize + FrameHeader.maximumControlPayload)
        }
        return items
    }

    @Test("The same bytes make the same messages wherever they are cut in two")
    func cuts() throws {
        let long = [UInt8](repeating: 0x42, count: 300)
        let bytes =
            clientFrame(0x81, [0x41]) + clientFrame(0x81, []) + clientFrame(0x01, [1, 2, 3]) + clientFrame(0x89, [9])
            + clientFrame(0x00, long) + clientFrame(0x8A, [8]) + clientFrame(0x80, [4, 5]) + clientFrame(0x81, long)
            + clientFrame(0x88, [0x03, 0xE8])
        let expected: [Item] = [
            .message([0x41]), .message([]), .ping([9]), .pong([8]), .message([1, 2, 3] + long + [4, 5]), .message(long),
            .close([0x03, 0xE8]),
        ]
        #expect(try items(of: [bytes]) == expected)
        #expect(try items(of: bytes.map { [$0] }) == expected)
        for cut in bytes.indices {
            #expect(try items(of: [Array(bytes[..<cut]), Array(bytes[cut...])]) == expected)
        }
    }

    @Test("A message as large as the limit is taken, in one frame or more")
    func limit() throws {
        let largest = [UInt8](repeating: 0x41, count: 1_000)
        #expect(try items(of: [clientFrame(0x81, largest)]) == [.message(largest)])
        let inTwo = clientFrame(0x01, Array(largest[..<500])) + clientFrame(0x80, Array(largest[500...]))
        #expect(try items(of: [inTwo]) == [.message(largest)])
        #expect(throws: ProtocolViolation.messageTooBig) {
            try items(of: [Array(clientFrame(0x81, largest + [0x41]).prefix(8))])
        }
    }

    @Test("The limits count anew with each message")
    func countersStartAgain() throws {
        let message = clientFrame(0x01, [UInt8](repeating: 0x41, count: 500)) + clientFrame(0x80, [])
        #expect(try items(of: [message, message, message]).count == 3)
    }

    @Test("A client reads what a server does not mask")
    func client() throws {
        #expect(try items(of: [[0x81, 0x02, 0x41, 0x42]], role: .client) == [.message([0x41, 0x42])])
    }
}

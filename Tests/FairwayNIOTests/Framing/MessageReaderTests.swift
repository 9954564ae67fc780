import Testing

@testable import FairwayNIO

@Suite("Reading messages")
struct MessageReaderTests {
    /// What came, however it came.
    private enum Item: Hashable {
        case message([UInt8])
        case binaryMessage([UInt8])
        case ping([UInt8])
        case pong([UInt8])
        case close([UInt8])
    }

    /// Feeds the pieces one after the other, as a channel would.
    private func items(
        of pieces: [[UInt8]],
        role: EndpointRole = .server,
        preparing prepare: (inout MessageReader) -> Void = { _ in }
    ) throws -> [Item] {
        var reader = MessageReader(role: role, maximumMessageSize: 1_000, maximumFragments: 10)
        prepare(&reader)
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
                    case .message(let kind, let range, let mask):
                        var message = Array(bytes[range])
                        message.withUnsafeMutableBytes { mask?.apply(UnsafeRawBufferPointer($0), into: $0) }
                        items.append(kind == .text ? .message(message) : .binaryMessage(message))
                    case .assembledMessage(let kind, let message):
                        items.append(kind == .text ? .message(message) : .binaryMessage(message))
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

    /// Text of one frame or more that goes wrong with its last byte, and what has come by then.
    private static let badTexts: [(name: String, bytes: [UInt8])] = [
        ("a bad byte in a frame that goes on", Array(clientFrame(0x81, [0x41, 0xFF, 0x41]).prefix(8))),
        ("a byte that cannot follow, in a frame that goes on", Array(clientFrame(0x81, [0xF4, 0x90, 0x80]).prefix(8))),
        ("a bad byte in a fragment", clientFrame(0x01, [0x41]) + clientFrame(0x00, [0xFF])),
        ("a byte that cannot follow, in the next fragment", clientFrame(0x01, [0xED]) + clientFrame(0x00, [0xA0])),
        ("an unfinished sequence at the end", clientFrame(0x01, [0xF0, 0x9F]) + clientFrame(0x80, [0x91])),
        ("an unfinished sequence before an empty end", clientFrame(0x01, [0xC3]) + clientFrame(0x80, [])),
    ]

    @Test("Text that is not UTF-8 is refused with the byte that makes it so", arguments: badTexts.indices)
    func badText(index: Int) throws {
        let (name, bytes) = Self.badTexts[index]
        let pieces = bytes.map { [$0] }
        #expect(try items(of: pieces.dropLast()) == [], "\(name)")
        #expect(throws: ProtocolViolation.invalidText, "\(name)") { try items(of: pieces) }
        #expect(throws: ProtocolViolation.invalidText, "\(name)") { try items(of: [bytes]) }
    }

    @Test("A text begins anew after one that was put together")
    func textAfterText() throws {
        let text = clientFrame(0x01, [0xC3]) + clientFrame(0x80, [0xAB])
        #expect(try items(of: [text + text]) == [.message([0xC3, 0xAB]), .message([0xC3, 0xAB])])
        #expect(throws: ProtocolViolation.invalidText) { try items(of: [text + clientFrame(0x01, [0xAB])]) }
    }

    @Test("Binary messages are refused by their header, in one frame or more, unless they are taken")
    func binary() throws {
        let whole = clientFrame(0x82, [0xFF, 0x00])
        let fragments = clientFrame(0x02, [0xFF]) + clientFrame(0x00, [0xC3]) + clientFrame(0x80, [])
        for bytes in [whole, fragments] {
            #expect(throws: ProtocolViolation.binaryMessage) { try items(of: [Array(bytes.prefix(6))]) }
        }
        let bytes = whole + fragments + clientFrame(0x01, [0x41]) + clientFrame(0x80, [0x42]) + whole
        let expected: [Item] = [
            .binaryMessage([0xFF, 0x00]), .binaryMessage([0xFF, 0xC3]), .message([0x41, 0x42]),
            .binaryMessage([0xFF, 0x00]),
        ]
        for pieces in [[bytes], bytes.map { [$0] }] {
            #expect(try items(of: pieces) { $0.takesBinary = true } == expected)
        }
        #expect(throws: ProtocolViolation.protocolError("a message began inside another one")) {
            try items(of: [clientFrame(0x01, [0x41]) + clientFrame(0x82, [])]) { $0.takesBinary = true }
        }
        let text = clientFrame(0x02, [0xFF]) + clientFrame(0x80, []) + clientFrame(0x01, [0xFF])
        #expect(throws: ProtocolViolation.invalidText) { try items(of: [text]) { $0.takesBinary = true } }
    }

    @Test("What is not wanted any more is neither kept nor judged as text, while its frames are")
    func unwanted() throws {
        var reader = MessageReader(role: .server, maximumMessageSize: 1_000, maximumFragments: 10)
        func next(_ bytes: [UInt8], _ offset: inout Int) throws -> InboundItem {
            try bytes.withUnsafeBytes { try reader.next(in: $0, at: &offset) }
        }
        var offset = 0
        #expect(try next(clientFrame(0x01, [UInt8](repeating: 0x41, count: 900)), &offset) == .progress)
        reader.discardMessages()
        offset = 0
        let rest = clientFrame(0x80, [UInt8](repeating: 0xFF, count: 90)) + clientFrame(0x88, [])
        let items = [try next(rest, &offset), try next(rest, &offset)]
        #expect(items == [.progress, .close([])])
        offset = 0
        #expect(throws: ProtocolViolation.messageTooBig) {
            try next(clientFrame(0x01, [UInt8](repeating: 0x41, count: 1_001)), &offset)
        }
    }
}

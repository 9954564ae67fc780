import Fairway
import NIOCore
import NIOEmbedded
import Testing

@testable import FairwayNIO

/// One end of a WebSocket, and its peer as frames that are written by hand.
private struct End {
    let role: EndpointRole
    let transport: WebSocketTransport
    let receiver = RecordingReceiver()
    private let channel = EmbeddedChannel()

    init(_ role: EndpointRole) throws {
        self.role = role
        var options = WebSocketOptions()
        options.maximumMessageSize = 1_000
        let outbox = Outbox(limit: 1_000_000)
        let handler = WebSocketHandler(role: role, bounds: LinkBounds(options), outbox: outbox)
        try channel.pipeline.syncOperations.addHandler(handler)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        transport = WebSocketTransport(handler, outbox: outbox, eventLoop: channel.eventLoop)
        transport.start(delivering: receiver)
        channel.embeddedEventLoop.run()
    }

    /// A frame of the peer's.
    func frame(_ first: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let masked = clientFrame(first, payload)
        guard role == .client else { return masked }
        return Array(masked.prefix(masked.count - payload.count - 4)).enumerated().map { $0 == 1 ? $1 & 0x7F : $1 }
            + payload
    }

    /// The peer's header of a frame, with the length in the bytes that are given.
    func header(_ first: UInt8, _ length: [UInt8]) -> [UInt8] {
        role == .server ? [first, length[0] | 0x80] + length[1...] + [1, 2, 3, 4] : [first] + length
    }

    func closing(_ status: UInt16, _ reason: [UInt8] = []) -> [UInt8] {
        frame(0x88, [UInt8(status >> 8), UInt8(status & 0xFF)] + reason)
    }

    /// Reads what the peer sends.
    func read(_ bytes: [UInt8]) throws {
        try channel.writeInbound(ByteBuffer(bytes: bytes))
        channel.embeddedEventLoop.run()
    }

    func close(status: StatusCode = .normalClosure) {
        transport.close(status: status, reason: "")
        channel.embeddedEventLoop.run()
    }

    /// The frames that have been sent since the last call, which have to be masked as the role demands.
    func sent() throws -> [RawFrame] {
        var bytes: [UInt8] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
            bytes += Array(buffer.readableBytesView)
        }
        var frames: [RawFrame] = []
        while !bytes.isEmpty {
            let peer: EndpointRole = role == .client ? .server : .client
            let header = try #require(
                try bytes.withUnsafeBytes { try FrameHeader($0.bytes, at: 0, receivedBy: peer) }
            )
            var payload = Array(bytes[header.size..<header.size + header.payloadSize])
            payload.withUnsafeMutableBytes { header.mask?.apply(UnsafeRawBufferPointer($0), into: $0) }
            frames.append(RawFrame(first: bytes[0], payload: payload))
            bytes.removeFirst(header.size + header.payloadSize)
        }
        return frames
    }

    /// The peer sends something for which it has to be told this status, once and with nothing after it.
    func refuses(_ bytes: [UInt8], with status: UInt16, _ comment: Comment) async throws {
        try read(bytes)
        try read(frame(0x89, [1]) + frame(0x81, [0x41]) + closing(1000))
        let frames = try sent()
        #expect(frames.count == 1, comment)
        #expect(frames.allSatisfy { RawFrame.closes($0, with: status) }, comment)
        var recording = Recording(receiver)
        guard case .end(let end) = await recording.next() else {
            Issue.record("something was delivered before the end: \(comment)")
            return
        }
        #expect(end.status.rawValue == status, comment)
    }
}

@Suite("The rules of RFC 6455, for both ends", .timeLimit(.minutes(1)))
struct BothRolesTests {
    static let roles: [EndpointRole] = [.server, .client]

    @Test("A reserved bit is refused on every kind of frame", arguments: roles, [0x40, 0x20, 0x10, 0x70] as [UInt8])
    func reservedBits(role: EndpointRole, bits: UInt8) async throws {
        for first: UInt8 in [0x81, 0x01, 0x88, 0x89, 0x8A] {
            let end = try End(role)
            try await end.refuses(end.frame(first | bits, []), with: 1002, "\(first)")
        }
        let end = try End(role)
        try await end.refuses(end.frame(0x01, [0x41]) + end.frame(0x80 | bits, [0x42]), with: 1002, "continuation")
    }

    @Test("Reserved opcodes are refused", arguments: roles, [3, 4, 5, 6, 7, 11, 12, 13, 14, 15] as [UInt8])
    func reservedOpcodes(role: EndpointRole, opcode: UInt8) async throws {
        for bytes: [UInt8] in [[], [0x41]] {
            let end = try End(role)
            try await end.refuses(end.frame(0x80 | opcode, bytes), with: 1002, "\(bytes)")
            let between = try End(role)
            try await between.refuses(
                between.frame(0x01, [0x41]) + between.frame(0x80 | opcode, bytes),
                with: 1002,
                "in a message"
            )
        }
    }

    @Test("A frame that is masked by a server, or not by a client, is refused", arguments: roles)
    func masks(role: EndpointRole) async throws {
        let other = try End(role == .server ? .client : .server)
        for first: UInt8 in [0x81, 0x01, 0x88, 0x89, 0x8A] {
            let end = try End(role)
            try await end.refuses(other.frame(first, []), with: 1002, "\(first)")
        }
    }

    @Test("Control frames are whole and short", arguments: roles, [0x88, 0x89, 0x8A] as [UInt8])
    func controlFrames(role: EndpointRole, first: UInt8) async throws {
        let fragment = try End(role)
        try await fragment.refuses(fragment.frame(first & 0x0F, []), with: 1002, "a fragment")
        for length: [UInt8] in [[126, 0, 126], [126, 0, 5], [127, 0, 0, 0, 0, 0, 1, 0, 0]] {
            let end = try End(role)
            try await end.refuses(end.header(first, length), with: 1002, "\(length)")
        }
    }

    @Test("Lengths are in their shortest form and not negative", arguments: roles)
    func lengths(role: EndpointRole) async throws {
        for first: UInt8 in [0x81, 0x01] {
            for length: [UInt8] in [
                [126, 0, 0], [126, 0, 125], [127, 0, 0, 0, 0, 0, 0, 0, 0], [127, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF],
                [127, 0x80, 0, 0, 0, 0, 0, 0, 0], [127, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            ] {
                let end = try End(role)
                try await end.refuses(end.header(first, length), with: 1002, "\(length)")
            }
        }
    }

    @Test("A message over the limit is refused by a header alone", arguments: roles)
    func announcedSize(role: EndpointRole) async throws {
        for length: [UInt8] in [
            [126, 0x03, 0xE9], [127, 0, 0, 0, 0, 0, 1, 0, 0], [127, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        ] {
            let end = try End(role)
            try await end.refuses(end.header(0x81, length), with: 1009, "\(length)")
            let sum = try End(role)
            let most = sum.frame(0x01, [UInt8](repeating: 0x41, count: 999))
            try await sum.refuses(most + sum.frame(0x00, [0x41]) + sum.header(0x80, [1]), with: 1009, "the sum")
        }
    }

    @Test("Fragments continue one message, which nothing but control frames comes between", arguments: roles)
    func fragmentation(role: EndpointRole) async throws {
        let nothing = try End(role)
        try await nothing.refuses(nothing.frame(0x80, [0x41]), with: 1002, "nothing to continue")
        let open = try End(role)
        try await open.refuses(open.frame(0x00, []), with: 1002, "nothing to continue, and more to come")
        let twice = try End(role)
        try await twice.refuses(twice.frame(0x01, [0x41]) + twice.frame(0x01, [0x42]), with: 1002, "two beginnings")

        let end = try End(role)
        try end.read(end.frame(0x01, [0x41]) + end.frame(0x89, [1]) + end.frame(0x00, []) + end.frame(0x8A, []))
        #expect(try end.sent() == [RawFrame(first: 0x8A, payload: [1])])
        try end.read(end.frame(0x80, [0x42]) + end.closing(1000))
        #expect(try end.sent() == [RawFrame(first: 0x88, payload: [0x03, 0xE8])])
        var recording = Recording(end.receiver)
        #expect(await recording.rest() == [.message([0x41, 0x42]), .end(TransportEnd(status: .normalClosure))])
    }

    @Test("Of all statuses those that may be sent are taken: 1000 to 1014 without the reserved, 3000 to 4999")
    func statuses() {
        for status in UInt16.min...UInt16.max {
            let isTaken = (try? ClosePayload(parsing: [UInt8(status >> 8), UInt8(status & 0xFF)])) != nil
            let isGood = (1000...1003).contains(status) || (1007...1014).contains(status)
            if isTaken != (isGood || (3000...4999).contains(status)) { Issue.record("\(status)") }
        }
    }

    @Test(
        "A close with a status that may be sent is answered with it, one with any other with 1002",
        arguments: roles,
        [
            (1000, true), (1003, true), (1004, false), (1005, false), (1006, false), (1007, true), (1011, true),
            (1012, true), (1013, true), (1014, true), (1015, false), (1016, false), (2999, false), (3000, true),
            (4999, true), (5000, false), (65_535, false), (999, false), (0, false),
        ] as [(UInt16, Bool)]
    )
    func closes(role: EndpointRole, status: (number: UInt16, isGood: Bool)) async throws {
        let end = try End(role)
        try await end.refuses(end.closing(status.number), with: status.isGood ? status.number : 1002, "")
    }

    @Test("The payload of a close is empty, or a status with text behind it", arguments: roles)
    func closePayloads(role: EndpointRole) async throws {
        let half = try End(role)
        try await half.refuses(half.frame(0x88, [3]), with: 1002, "half a status")
        for reason: [UInt8] in [[0xFF], [0x41, 0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]] {
            let end = try End(role)
            try await end.refuses(end.closing(1000, reason), with: 1007, "\(reason)")
        }
        let longest = try End(role)
        try longest.read(longest.closing(1000, [UInt8](repeating: 0x41, count: 123)))
        #expect(try longest.sent() == [RawFrame(first: 0x88, payload: [0x03, 0xE8])])
        let empty = try End(role)
        try empty.read(empty.frame(0x88, []) + empty.closing(1000))
        #expect(try empty.sent() == [RawFrame(first: 0x88, payload: [])])
    }

    @Test("After this side's close nothing is sent, and the peer's is taken without an answer", arguments: roles)
    func nothingAfterOurs(role: EndpointRole) async throws {
        let end = try End(role)
        end.close(status: 4000)
        #expect(try end.sent() == [RawFrame(first: 0x88, payload: [0x0F, 0xA0])])
        #expect(throws: TransportError.closed) { try end.transport.send(EncodedMessage(bytes: [0x41])) }
        end.transport.roundTrip {}
        end.close()
        try end.read(end.frame(0x89, [1]) + end.frame(0x81, [0x41]) + end.frame(0x01, [0xFF]) + end.frame(0x80, []))
        try end.read(end.closing(4001) + end.closing(4002) + end.frame(0x89, [2]))
        #expect(try end.sent().isEmpty)
        var recording = Recording(end.receiver)
        #expect(await recording.rest() == [.end(TransportEnd(status: 4001))])
    }

    @Test("A rule that is broken after this side's close ends the link without another close", arguments: roles)
    func brokenAfterOurs(role: EndpointRole) async throws {
        for bytes in try [End(role).frame(0xC1, []), End(role).closing(1005), End(role).frame(0x80, [])] {
            let end = try End(role)
            end.close()
            #expect(try end.sent().count == 1)
            try end.read(bytes)
            #expect(try end.sent().isEmpty)
            var recording = Recording(end.receiver)
            guard case .end(let last) = await recording.next() else {
                Issue.record("there is no end")
                return
            }
            #expect(last.status == .protocolError)
        }
    }

    @Test("What comes behind the peer's close is not looked at", arguments: roles)
    func afterTheirs(role: EndpointRole) async throws {
        let end = try End(role)
        try end.read(end.closing(1001) + end.frame(0x81, [0x41]) + [0xFF, 0xFF, 0xFF])
        try end.read(end.frame(0xF1, []) + end.frame(0x89, [1]))
        #expect(try end.sent() == [RawFrame(first: 0x88, payload: [0x03, 0xE9])])
        var recording = Recording(end.receiver)
        #expect(await recording.rest() == [.end(TransportEnd(status: .goingAway))])
    }

    @Test("Text that is not UTF-8 is refused with the byte that makes it so", arguments: roles)
    func text(role: EndpointRole) async throws {
        let cut = try End(role)
        let frame = cut.frame(0x81, [0x41, 0xF4, 0x90, 0x80, 0x80])
        try await cut.refuses(Array(frame.dropLast(2)), with: 1007, "in the middle of a frame")
        let fragment = try End(role)
        try await fragment.refuses(
            fragment.frame(0x01, [0xED]) + fragment.frame(0x00, [0xA0]),
            with: 1007,
            "in the middle of a message"
        )
        let whole = try End(role)
        try await whole.refuses(whole.frame(0x81, [0x41, 0xC3]), with: 1007, "at the end of a message")
    }
}

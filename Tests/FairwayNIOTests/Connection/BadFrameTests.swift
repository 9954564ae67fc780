import Fairway
import FairwayNIO
import Testing

struct BadInput: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var status: UInt16

    init(_ name: String, _ bytes: [UInt8], _ status: UInt16) {
        self.name = name
        self.bytes = bytes
        self.status = status
    }

    var testDescription: String { name }

    static let all: [BadInput] = [
        BadInput("no mask", [0x81, 0x01, 0x41], 1002),
        BadInput("a reserved bit", clientFrame(0xC1, [0x41]), 1002),
        BadInput("an unknown opcode", clientFrame(0x83, []), 1002),
        BadInput("an unknown control opcode", clientFrame(0x8B, []), 1002),
        BadInput("a binary message", clientFrame(0x82, [1, 2]), 1003),
        BadInput("a continuation of nothing", clientFrame(0x80, [0x41]), 1002),
        BadInput("a message in a message", clientFrame(0x01, [0x41]) + clientFrame(0x81, [0x42]), 1002),
        BadInput("a fragmented ping", clientFrame(0x09, []), 1002),
        BadInput("a long ping", clientFrame(0x89, [UInt8](repeating: 0, count: 126)), 1002),
        BadInput("a length of 16 bits that fits in 7", [0x81, 0xFE, 0, 125], 1002),
        BadInput("a length of 64 bits that fits in 16", [0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 1002),
        BadInput("a negative length", [0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1002),
        BadInput("a header that announces too much", [0x81, 0xFF, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], 1009),
        BadInput(
            "fragments that are too much together",
            clientFrame(0x01, [UInt8](repeating: 0x41, count: 600))
                + clientFrame(0x80, [UInt8](repeating: 0x41, count: 600)),
            1009
        ),
        BadInput("too many fragments", clientFrame(0x01, []) + [clientFrame(0x00, [])].cycled(8), 1008),
        BadInput("text that is not UTF-8", clientFrame(0x81, [0x41, 0xFF]), 1007),
        BadInput("text that ends in a character", clientFrame(0x01, [0xC3]) + clientFrame(0x80, []), 1007),
        BadInput("half a status", clientFrame(0x88, [3]), 1002),
        BadInput("a status below 1000", clientClose(999), 1002),
        BadInput("the status 1005", clientClose(1005), 1002),
        BadInput("the status 1006", clientClose(1006), 1002),
        BadInput("the status 2000", clientClose(2000), 1002),
        BadInput("the status 5000", clientClose(5000), 1002),
        BadInput("a reason that is not UTF-8", clientClose(1000, [0xC0, 0xAF]), 1007),
    ]
}

extension [[UInt8]] {
    func cycled(_ times: Int) -> [UInt8] {
        (0..<times).flatMap { _ in joined() }
    }
}

@Suite("Frames that break the protocol", .timeLimit(.minutes(1)))
struct BadFrameTests {
    static var options: WebSocketOptions {
        var options = WebSocketOptions.patient
        options.maximumMessageSize = 1_000
        options.maximumFragments = 8
        return options
    }

    @Test("A violation is answered with its status, and the receiver gets that status", arguments: BadInput.all)
    func violation(input: BadInput) async throws {
        let loopback = try await Loopback.listen(options: Self.options)
        let peer = try await RawPeer.upgraded(at: loopback.listener.port)
        let transport = try await loopback.next().0
        let receiver = RecordingReceiver()
        transport.start(delivering: receiver)
        try await peer.send(input.bytes + clientFrame(0x81, Array("too late".utf8)))

        let frame = try await peer.readFrame()
        #expect(RawFrame.closes(frame, with: input.status), "\(frame)")
        #expect(await peer.readToEnd() == [])
        var recording = Recording(receiver)
        guard case .end(let end) = await recording.next() else {
            Issue.record("something was delivered before the end")
            return
        }
        #expect(end.status.rawValue == input.status)
        #expect(!end.reason.isEmpty)
        #expect(await recording.next() == nil)
        #expect(throws: TransportError.closed) { try transport.send(EncodedMessage(bytes: [])) }
        await loopback.listener.close()
    }

    @Test("A message of several frames with a ping between them is delivered as one, after the ping has been answered")
    func fragments() async throws {
        let loopback = try await Loopback.echoing(options: Self.options)
        let peer = try await RawPeer.upgraded(at: loopback.listener.port)
        let text = Array("Zoë says 👋".utf8)
        try await peer.send(
            clientFrame(0x01, Array(text[..<3])) + clientFrame(0x89, [7]) + clientFrame(0x00, [])
                + clientFrame(0x80, Array(text[3...]))
        )
        #expect(try await peer.readFrame() == RawFrame(first: 0x8A, payload: [7]))
        #expect(try await peer.readFrame() == RawFrame(first: 0x81, payload: text))
        try await peer.close()
        await loopback.listener.close()
    }

    @Test("Bytes that come one by one make the same messages")
    func byteByByte() async throws {
        let loopback = try await Loopback.echoing(options: Self.options)
        let peer = try await RawPeer.upgraded(at: loopback.listener.port)
        let long = [UInt8](repeating: 0x42, count: 200)
        for byte in clientFrame(0x81, [0x41]) + clientFrame(0x81, long) + clientClose(1000, [0x78]) {
            try await peer.send([byte])
        }
        #expect(try await peer.readFrame() == RawFrame(first: 0x81, payload: [0x41]))
        #expect(try await peer.readFrame() == RawFrame(first: 0x81, payload: long))
        #expect(try await peer.readFrame() == RawFrame(first: 0x88, payload: [0x03, 0xE8]))
        #expect(await peer.readToEnd() == [])
        await loopback.listener.close()
    }

    @Test("Pings that come together are answered in order, and of many the last")
    func pings() async throws {
        let loopback = try await Loopback.echoing()
        let peer = try await RawPeer.upgraded(at: loopback.listener.port)
        try await peer.send((0..<100).flatMap { clientFrame(0x89, [$0]) })
        for number: UInt8 in 0..<16 {
            #expect(try await peer.readFrame() == RawFrame(first: 0x8A, payload: [number]))
        }
        var last: UInt8 = 15
        while last < 99 {
            let pong = try await peer.readFrame()
            let number = try #require(pong.payload.first)
            #expect(pong.first == 0x8A && number > last)
            last = number
        }
        try await peer.send(clientFrame(0x8A, Array("nobody asked".utf8)) + clientClose(1001))
        #expect(RawFrame.closes(try await peer.readFrame(), with: 1001))
        await loopback.listener.close()
    }
}

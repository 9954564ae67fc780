import Fairway
import NIOCore
import NIOEmbedded
import Testing

@testable import FairwayNIO

@Suite("The wheel that watches over connections", .timeLimit(.minutes(1)))
struct WatchWheelTests {
    /// A server's end of a link in a channel whose time a test moves.
    private struct Watched {
        let channel = EmbeddedChannel()
        let handler: WebSocketHandler
        let receiver = RecordingReceiver()
        let transport: WebSocketTransport

        init(_ options: WebSocketOptions, starts: Bool = true) throws {
            let outbox = Outbox(limit: 100_000)
            handler = WebSocketHandler(role: .server, bounds: LinkBounds(options), outbox: outbox)
            try channel.pipeline.syncOperations.addHandler(handler)
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
            WatchWheel(options).watch(handler, on: channel.eventLoop)
            transport = WebSocketTransport(handler, outbox: outbox, eventLoop: channel.eventLoop)
            if starts { transport.start(delivering: receiver) }
            channel.embeddedEventLoop.run()
        }

        func pass(_ time: TimeAmount) {
            channel.embeddedEventLoop.advanceTime(by: time)
        }

        func receive(_ bytes: [UInt8]) throws {
            try channel.writeInbound(ByteBuffer(bytes: bytes))
        }

        /// The next thing that was written.
        func written() throws -> [UInt8]? {
            try channel.readOutbound(as: ByteBuffer.self).map { [UInt8]($0.readableBytesView) }
        }
    }

    /// Options in which nothing is limited, looked after every second once a test sets a time of four.
    private var unlimited: WebSocketOptions {
        var options = WebSocketOptions()
        (options.pingInterval, options.messageTimeout, options.stallTimeout) = (nil, nil, nil)
        return options
    }

    private func closes(_ status: UInt16, _ reason: String) -> [UInt8] {
        [0x88, UInt8(reason.utf8.count + 2), UInt8(status >> 8), UInt8(status & 0xFF)] + Array(reason.utf8)
    }

    @Test("A connection is pinged while it is quiet, and cut when nothing comes back")
    func pinging() throws {
        var options = unlimited
        options.pingInterval = .seconds(8)
        options.pongTimeout = .seconds(4)
        let link = try Watched(options)
        for _ in 0..<3 {
            link.pass(.milliseconds(7_900))
            #expect(try link.written() == nil)
            link.pass(.milliseconds(1_100))
            #expect(try link.written() == [0x89, 0])
            try link.receive(clientFrame(0x8A, []))
        }
        link.pass(.seconds(9))
        #expect(try link.written() == [0x89, 0])
        link.pass(.milliseconds(2_900))
        #expect(link.channel.isActive)
        link.pass(.milliseconds(1_200))
        #expect(!link.channel.isActive)
        #expect(link.handler.end == TransportEnd(status: .abnormalClosure))
    }

    @Test("A connection without messages is closed as idle; one message either way is enough")
    func idle() throws {
        var options = unlimited
        options.idleTimeout = .seconds(4)
        let link = try Watched(options)
        for turn in 0..<4 {
            link.pass(.milliseconds(3_900))
            #expect(link.handler.end == nil)
            if turn.isMultiple(of: 2) {
                try link.receive(clientFrame(0x81, [0x41]))
            } else {
                try link.transport.send(EncodedMessage(bytes: [0x41]))
                link.channel.embeddedEventLoop.run()
                #expect(try link.written() == [0x81, 1, 0x41])
            }
            try link.receive(clientFrame(0x8A, []))
        }
        link.pass(.seconds(5))
        #expect(link.handler.end == TransportEnd(status: .goingAway, reason: "idle"))
        #expect(try link.written() == closes(1001, "idle"))
    }

    @Test(
        "What begins and does not end is closed",
        arguments: [
            [0x81], [0x81, 0x85, 1, 2, 3], [0x89], [0x89, 0x85, 0, 0, 0, 0, 1], [0x88, 0x82, 0],
            clientFrame(0x01, [0x41]), clientFrame(0x81, Array(repeating: 0x41, count: 300)).dropLast(),
            clientFrame(0x01, [0x41]) + clientFrame(0x00, [0x41]) + clientFrame(0x89, []),
        ] as [[UInt8]]
    )
    func slowMessage(beginning: [UInt8]) throws {
        var options = unlimited
        options.messageTimeout = .seconds(4)
        let link = try Watched(options)
        link.pass(.seconds(60))
        try link.receive(clientFrame(0x81, [0x41]) + beginning)
        link.pass(.milliseconds(3_900))
        #expect(link.handler.end == nil)
        // Pings in between complete nothing of a message, where one may come in between.
        if link.handler.unread == nil, beginning.count < 100 { try link.receive(clientFrame(0x89, [])) }
        link.pass(.milliseconds(1_200))
        #expect(link.handler.end == TransportEnd(status: .policyViolation, reason: "the message came too slowly"))
    }

    @Test("A message that keeps coming byte by byte is closed, and one that comes in time is not")
    func trickle() throws {
        var options = unlimited
        options.messageTimeout = .seconds(4)
        options.pingInterval = .seconds(2)
        options.pongTimeout = .seconds(100)
        let link = try Watched(options)
        for _ in 0..<5 {
            for byte in clientFrame(0x81, Array("in time".utf8)) {
                try link.receive([byte])
                link.pass(.milliseconds(250))
            }
        }
        #expect(link.handler.end == nil)
        var sent = 0
        for byte in clientFrame(0x81, Array(repeating: 0x41, count: 50)) where link.handler.end == nil {
            try link.receive([byte])
            link.pass(.milliseconds(250))
            sent += 1
        }
        #expect((16...22).contains(sent))
        #expect(link.handler.end?.status == .policyViolation)
    }

    @Test("From a peer whose messages nobody takes yet nothing is wanted")
    func held() throws {
        var options = unlimited
        (options.pingInterval, options.pongTimeout) = (.seconds(4), .seconds(4))
        (options.idleTimeout, options.messageTimeout) = (.seconds(4), .seconds(4))
        let link = try Watched(options, starts: false)
        try link.receive([0x81])
        link.pass(.seconds(60))
        #expect(link.handler.end == nil)
        #expect(try link.written() == nil)
        link.transport.start(delivering: link.receiver)
        link.pass(.seconds(6))
        #expect(link.handler.end?.status == .policyViolation)
    }

    @Test("A connection that has ended or is closing is let go, and a wheel without connections does not turn")
    func letGo() throws {
        var options = unlimited
        options.pingInterval = .seconds(4)
        let loop = EmbeddedEventLoop()
        let rim = WatchRim(try #require(WatchLimits(options)), on: loop)
        weak var last: WebSocketHandler?
        do {
            let handlers = (0..<100).map { _ in
                WebSocketHandler(role: .server, bounds: LinkBounds(options), outbox: Outbox(limit: 0))
            }
            last = handlers.last
            for handler in handlers { rim.add(handler) }
            // In no order that the wheel could know.
            for index in [50, 3, 99, 0, 98, 16, 34] { handlers[index].settle(.lost) }
            #expect(rim.count == 93)
            for handler in handlers { handler.lose() }
        }
        #expect(rim.count == 0)
        #expect(last == nil)
        loop.advanceTime(by: .seconds(10))
        #expect(!rim.isTurning)
    }

    @Test("A peer that sends and reads nothing is cut, and what waited for it is let go")
    func stalled() async throws {
        var options = WebSocketOptions.patient
        options.stallTimeout = .milliseconds(300)
        options.outboundBufferLimit = 1 << 26
        let loopback = try await Loopback.listen(options: options)
        let peer = try await RawPeer.connect(to: loopback.listener.port, reading: false)
        try await peer.send(upgradeRequest())
        let transport = try await loopback.next().0
        let receiver = RecordingReceiver(for: transport)
        transport.start(delivering: receiver)
        let message = EncodedMessage(bytes: [UInt8](repeating: 0x41, count: 1 << 20))
        for _ in 0..<40 { try transport.send(message) }
        let sending = Task { [channel = peer.channel] in
            while !Task.isCancelled { try await channel.writeAndFlush(ByteBuffer(bytes: clientFrame(0x81, [0x42]))) }
        }
        var recording = Recording(receiver)
        var end: TransportEnd?
        while let delivery = await recording.next() {
            if case .end(let how) = delivery { end = how }
        }
        #expect(end == .stalled)
        sending.cancel()
        _ = await sending.result
        #expect(throws: TransportError.closed) { try transport.send(message) }
        await eventually { !transport.isBehind }
        await loopback.listener.close()
    }

    @Test("A peer that reads slowly is not cut, however much waits for it")
    func slow() async throws {
        var options = WebSocketOptions.patient
        (options.stallTimeout, options.pingInterval, options.pongTimeout) = (
            .milliseconds(400), .milliseconds(400), .milliseconds(400)
        )
        options.outboundBufferLimit = 1 << 26
        let loopback = try await Loopback.listen(options: options)
        let peer = try await RawPeer.connect(to: loopback.listener.port, reading: false)
        try await peer.send(upgradeRequest())
        let transport = try await loopback.next().0
        transport.start(delivering: RecordingReceiver())
        // One large message, of which no write ends for long.
        try transport.send(EncodedMessage(bytes: [UInt8](repeating: 0x41, count: 40 << 20)))
        let reading = peer.channel.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(20)) {
            [channel = peer.channel] _ in channel.read()
        }
        _ = try await peer.readHead()
        let clock = ContinuousClock()
        let start = clock.now
        while clock.now - start < .seconds(2) { _ = try await peer.read(4_096) }
        #expect(transport.isBehind)
        reading.cancel()
        try await peer.close()
        await loopback.listener.close()
    }
}

import Fairway
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import FairwayNIO

@Suite("Round trips over a WebSocket", .timeLimit(.minutes(1)))
struct RoundTripTests {
    /// What has ended, in order.
    private final class Ended: Sendable {
        private let names = Mutex<[String]>([])
        var all: [String] { names.withLock(\.self) }
        func callback(_ name: String) -> @Sendable () -> Void { { self.names.withLock { $0.append(name) } } }
    }

    /// A server's end of a link whose frames a test writes and reads by itself.
    private struct Embedded {
        let channel = EmbeddedChannel()
        let handler: WebSocketHandler
        let transport: WebSocketTransport

        init(limit: Int = 1_000) throws {
            let outbox = Outbox(limit: limit)
            handler = WebSocketHandler(role: .server, bounds: LinkBounds(.patient), outbox: outbox)
            try channel.pipeline.syncOperations.addHandler(handler)
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
            transport = WebSocketTransport(handler, outbox: outbox, eventLoop: channel.eventLoop)
            transport.start(delivering: RecordingReceiver())
            channel.embeddedEventLoop.run()
        }

        /// Everything that has been written, as one run of bytes.
        func written() throws -> [UInt8] {
            channel.embeddedEventLoop.run()
            var bytes: [UInt8] = []
            while let buffer = try channel.readOutbound(as: ByteBuffer.self) { bytes += buffer.readableBytesView }
            return bytes
        }

        func receive(_ frame: [UInt8]) throws {
            try channel.writeInbound(ByteBuffer(bytes: frame))
        }
    }

    private func payload(_ number: UInt8) -> [UInt8] { [0, 0, 0, 0, 0, 0, 0, number] }
    private func ping(_ number: UInt8) -> [UInt8] { [0x89, 8] + payload(number) }
    private func pong(_ number: UInt8) -> [UInt8] { clientFrame(0x8A, payload(number)) }

    @Test("A ping follows what was sent before, also where the buffer is full, and its pong ends the round trip")
    func order() throws {
        let link = try Embedded(limit: 10)
        let ended = Ended()
        let message = EncodedMessage(bytes: [UInt8](repeating: 0x41, count: 100))
        try link.transport.send(message)
        #expect(throws: TransportError.bufferFull) { try link.transport.send(message) }
        link.transport.roundTrip(ended.callback("only"))
        #expect(try link.written() == [0x81, 100] + message.bytes + ping(1))
        #expect(ended.all == [])
        try link.receive(pong(1))
        #expect(ended.all == ["only"])
    }

    @Test("All who ask in one turn share a ping")
    func sharing() throws {
        let link = try Embedded()
        let ended = Ended()
        for number in 0..<100 { link.transport.roundTrip(ended.callback("\(number)")) }
        #expect(try link.written() == ping(1))
        try link.receive(pong(1))
        #expect(ended.all == (0..<100).map(String.init))
    }

    @Test("Few pings are on their way, and who asks meanwhile shares the next one")
    func bound() throws {
        let link = try Embedded()
        let ended = Ended()
        var written: [UInt8] = []
        for number in 0..<10 {
            link.transport.roundTrip(ended.callback("\(number)"))
            written += try link.written()
        }
        #expect(written == ping(1) + ping(2) + ping(3) + ping(4))
        try link.receive(pong(1))
        #expect(ended.all == ["0"])
        #expect(try link.written() == ping(5))
        try link.receive(pong(5))
        #expect(ended.all == (0..<10).map(String.init))
    }

    @Test("A later pong answers all earlier pings, and a pong that nobody asked for ends nothing")
    func laterPong() throws {
        let link = try Embedded()
        let ended = Ended()
        for name in ["first", "second", "third"] {
            link.transport.roundTrip(ended.callback(name))
            _ = try link.written()
        }
        for stranger in [[], [1], payload(4), payload(0), payload(1) + [0]] {
            try link.receive(clientFrame(0x8A, stranger))
        }
        #expect(ended.all == [])
        try link.receive(pong(2))
        #expect(ended.all == ["first", "second"])
        try link.receive(pong(1) + pong(2))
        #expect(ended.all == ["first", "second"])
        try link.receive(pong(3))
        #expect(ended.all == ["first", "second", "third"])
    }

    @Test("A callback may send, and ask for the next round trip")
    func fromWithin() throws {
        let link = try Embedded()
        let ended = Ended()
        let transport = link.transport
        transport.roundTrip {
            transport.roundTrip(ended.callback("second"))
            #expect(throws: Never.self) { try transport.send(EncodedMessage(bytes: [0x41])) }
        }
        #expect(try link.written() == ping(1))
        try link.receive(pong(1))
        #expect(try link.written() == [0x81, 1, 0x41] + ping(2))
        try link.receive(pong(2))
        #expect(ended.all == ["second"])
    }

    @Test("The end of the link ends every round trip once, whether its ping has left or not")
    func atTheEnd() throws {
        let link = try Embedded()
        let ended = Ended()
        link.transport.roundTrip(ended.callback("asked"))
        _ = try link.written()
        link.transport.close(status: .normalClosure, reason: "")
        link.transport.roundTrip(ended.callback("closing"))
        // The close frame is the last: no ping comes after it.
        #expect(try link.written() == [0x88, 2, 0x03, 0xE8])
        #expect(ended.all == [])
        link.transport.roundTrip(ended.callback("queued"))
        try link.receive(clientClose(1000))
        #expect(ended.all == ["asked", "closing", "queued"])
        try link.receive(pong(1))
        _ = try link.written()
        #expect(ended.all.count == 3)
    }

    @Test("A round trip that waits behind the bound is ended by the loss of the link")
    func lost() throws {
        let link = try Embedded()
        let ended = Ended()
        for number in 0..<6 {
            link.transport.roundTrip(ended.callback("\(number)"))
            _ = try link.written()
        }
        link.channel.pipeline.fireChannelInactive()
        #expect(ended.all == (0..<6).map(String.init))
    }

    @Test("Over a socket a round trip ends after the other end was delivered everything, and also after the end")
    func socket() async throws {
        let loopback = try await Loopback.listen()
        let (client, server) = try await loopback.pair()
        let count = Mutex(0)
        server.start(delivering: RecordingReceiver(for: server) { _, _ in count.withLock { $0 += 1 } })
        let clientReceiver = RecordingReceiver()
        client.start(delivering: clientReceiver)
        for number in 1...20 {
            for _ in 0..<50 { try client.send(EncodedMessage(bytes: [0x41])) }
            await withCheckedContinuation { continuation in client.roundTrip { continuation.resume() } }
            #expect(count.withLock(\.self) == number * 50)
        }
        server.abort()
        var recording = Recording(clientReceiver)
        #expect(await recording.rest() == [.end(TransportEnd(status: .abnormalClosure))])
        for transport in [client, server] {
            await withCheckedContinuation { continuation in transport.roundTrip { continuation.resume() } }
        }
        await loopback.listener.close()
    }
}

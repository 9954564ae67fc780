import Fairway
import NIOCore
import NIOEmbedded
import Testing

@testable import FairwayNIO

@Suite("Keeping alive")
struct KeepAliveTests {
    @Test("A quiet peer is asked once, and dead where it stays quiet")
    func verdicts() {
        var liveness = PeerLiveness()
        let verdicts = (0..<7).map { _ in liveness.pass(.seconds(1), interval: .seconds(3), timeout: .seconds(2)) }
        #expect(verdicts == [.nothing, .nothing, .ping, .nothing, .dead, .dead, .dead])
    }

    @Test("Whatever is heard counts, before the ping and after")
    func hearing() {
        var liveness = PeerLiveness()
        for _ in 0..<20 {
            _ = liveness.pass(.seconds(1), interval: .seconds(2), timeout: .seconds(2))
            liveness.hear()
            #expect(liveness.pass(.seconds(1), interval: .seconds(2), timeout: .seconds(2)) == .nothing)
            #expect(liveness.pass(.seconds(1), interval: .seconds(2), timeout: .seconds(2)) == .nothing)
            #expect(liveness.pass(.seconds(1), interval: .seconds(2), timeout: .seconds(2)) == .ping)
        }
    }

    @Test("A connection is pinged while it is quiet, and cut when nothing comes back")
    func pinging() throws {
        let channel = EmbeddedChannel()
        var options = WebSocketOptions()
        options.pingInterval = .seconds(8)
        options.pongTimeout = .seconds(4)
        let outbox = Outbox(limit: 1_000)
        let handler = WebSocketHandler(role: .server, options: options, outbox: outbox)
        try channel.pipeline.syncOperations.addHandler(handler)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        KeepAlive(options).watch(handler, on: channel.eventLoop)
        let transport = WebSocketTransport(handler, outbox: outbox, eventLoop: channel.eventLoop)
        let receiver = RecordingReceiver(for: transport) { _, _ in }
        transport.start(delivering: receiver)
        channel.embeddedEventLoop.run()

        let ping = ByteBuffer(bytes: [0x89, 0])
        channel.embeddedEventLoop.advanceTime(by: .seconds(8))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ping)
        try channel.writeInbound(ByteBuffer(bytes: clientFrame(0x8A, [])))
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ping)
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(4))
        #expect(!channel.isActive)
        #expect(handler.end == TransportEnd(status: .abnormalClosure))
    }
}

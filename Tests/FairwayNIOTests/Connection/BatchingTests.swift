import Fairway
import NIOCore
import NIOEmbedded
import Testing

@testable import FairwayNIO

@Suite("Writes of a channel handler")
struct BatchingTests {
    private let channel = EmbeddedChannel()
    private let transport: WebSocketTransport
    private let outbox = Outbox(limit: 1_000_000)

    init() throws {
        let handler = WebSocketHandler(role: .server, bounds: LinkBounds(WebSocketOptions()), outbox: outbox)
        try channel.pipeline.syncOperations.addHandler(handler)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        transport = WebSocketTransport(handler, outbox: outbox, eventLoop: channel.eventLoop)
    }

    private func start(_ receiver: RecordingReceiver) {
        transport.start(delivering: receiver)
        channel.embeddedEventLoop.run()
    }

    @Test("What one read causes leaves in one write")
    func oneWritePerRead() throws {
        start(RecordingReceiver(for: transport) { try $1.send(EncodedMessage(bytes: $0)) })
        let frames = clientFrame(0x81, [0x41]) + clientFrame(0x81, [0x42]) + clientFrame(0x89, [7])
        try channel.writeInbound(ByteBuffer(bytes: frames))
        let expected: [UInt8] = [0x81, 1, 0x41, 0x81, 1, 0x42, 0x8A, 1, 7]
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(bytes: expected))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
    }

    @Test("What is sent in one turn of the event loop leaves in one write")
    func oneWritePerTurn() throws {
        start(RecordingReceiver())
        for byte: UInt8 in [0x41, 0x42, 0x43] {
            try transport.send(EncodedMessage(bytes: [byte]))
        }
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
        channel.embeddedEventLoop.run()
        let expected: [UInt8] = [0x81, 1, 0x41, 0x81, 1, 0x42, 0x81, 1, 0x43]
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(bytes: expected))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
    }

    @Test("What is sent before a close leaves before it, and nothing after")
    func close() throws {
        start(RecordingReceiver())
        try transport.send(EncodedMessage(bytes: [0x41]))
        transport.close(status: .normalClosure, reason: "")
        #expect(throws: TransportError.closed) { try transport.send(EncodedMessage(bytes: [0x42])) }
        try channel.writeInbound(ByteBuffer(bytes: clientFrame(0x89, [7])))
        channel.embeddedEventLoop.run()
        let expected: [UInt8] = [0x81, 1, 0x41, 0x88, 2, 0x03, 0xE8]
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(bytes: expected))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
    }

    @Test("What another thread has sent leaves before the answer to the peer's close")
    func queuedBeforeTheAnswer() throws {
        start(RecordingReceiver())
        _ = try outbox.enqueue(EncodedMessage(bytes: [0x41]))
        try channel.writeInbound(ByteBuffer(bytes: clientClose(1000)))
        let expected: [UInt8] = [0x81, 1, 0x41, 0x88, 2, 0x03, 0xE8]
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(bytes: expected))
        #expect(throws: TransportError.closed) { try transport.send(EncodedMessage(bytes: [0x42])) }
    }

    @Test("What another thread has sent leaves before the close of a violation")
    func queuedBeforeTheFailure() throws {
        start(RecordingReceiver())
        _ = try outbox.enqueue(EncodedMessage(bytes: [0x41]))
        try channel.writeInbound(ByteBuffer(bytes: clientFrame(0x82, [])))
        let payload = ClosePayload(status: 1003, reason: "binary messages are not accepted").bytes
        let expected: [UInt8] = [0x81, 1, 0x41, 0x88, UInt8(payload.count)] + payload
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(bytes: expected))
    }

    @Test("An end that comes within a delivery is delivered after it")
    func endWithinDelivery() async throws {
        let closing = NIOLoopBound(channel, eventLoop: channel.eventLoop)
        let receiver = RecordingReceiver(for: transport) { _, _ in closing.value.close(promise: nil) }
        start(receiver)
        try channel.writeInbound(ByteBuffer(bytes: clientFrame(0x81, [0x41]) + clientFrame(0x81, [0x42])))
        var recording = Recording(receiver)
        #expect(await recording.rest() == [.message([0x41]), .end(TransportEnd(status: .abnormalClosure))])
    }

    @Test("What was held back is delivered at the start though the connection has broken meanwhile")
    func heldBackBeyondTheEnd() async throws {
        try channel.writeInbound(ByteBuffer(bytes: clientFrame(0x81, [0x41]) + clientFrame(0x81, [0x42])))
        try await channel.close()
        #expect(throws: TransportError.closed) { try transport.send(EncodedMessage(bytes: [])) }
        let receiver = RecordingReceiver()
        start(receiver)
        var recording = Recording(receiver)
        let end = Delivery.end(TransportEnd(status: .abnormalClosure))
        #expect(await recording.rest() == [.message([0x41]), .message([0x42]), end])
    }

    @Test("What was held back is not delivered after an abort")
    func abortedBeforeTheStart() async throws {
        try channel.writeInbound(ByteBuffer(bytes: clientFrame(0x81, [0x41])))
        transport.abort()
        let receiver = RecordingReceiver()
        start(receiver)
        var recording = Recording(receiver)
        #expect(await recording.rest() == [.end(TransportEnd(status: .abnormalClosure))])
    }

    @Test("What is held back for nobody is bounded")
    func heldBackTooMuch() throws {
        let frame = clientFrame(0x81, [UInt8](repeating: 0x41, count: 60_000))
        var sent = 0
        while channel.isActive, try channel.readOutbound(as: ByteBuffer.self) == nil {
            try channel.writeInbound(ByteBuffer(bytes: frame))
            sent += frame.count
            try #require(sent < 2_000_000)
        }
        #expect(sent > 1_048_576)
    }

    @Test("A client that never reads is held to the time limit of the close, by the loop's clock")
    func closeTimeout() async throws {
        let receiver = RecordingReceiver()
        start(receiver)
        transport.close(status: .normalClosure, reason: "")
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(4_999))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(!channel.isActive)
        var recording = Recording(receiver)
        #expect(await recording.rest() == [.end(TransportEnd(status: .abnormalClosure))])
    }
}

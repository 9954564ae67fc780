import Fairway
import FairwayNIO
import Testing

@Suite("The end of a WebSocket", .timeLimit(.minutes(1)))
struct ClosingTests {
    private func started(
        _ transports: (any Transport, any Transport)
    ) -> (client: RecordingReceiver, server: RecordingReceiver) {
        let receivers = (RecordingReceiver(), RecordingReceiver())
        transports.0.start(delivering: receivers.0)
        transports.1.start(delivering: receivers.1)
        return receivers
    }

    @Test("The one who is told a close gets its status and reason, the one who closes gets the status back")
    func statusAndReason() async throws {
        for clientCloses in [true, false] {
            let loopback = try await Loopback.listen()
            let pair = try await loopback.pair()
            let receivers = started(pair)
            let (closing, other) = clientCloses ? pair : (pair.1, pair.0)
            try closing.send(EncodedMessage(bytes: Array("first".utf8)))
            closing.close(status: 4001, reason: "så länge")
            closing.close(status: 4002, reason: "again")
            #expect(throws: TransportError.closed) { try closing.send(EncodedMessage(bytes: [])) }

            var told = Recording(clientCloses ? receivers.server : receivers.client)
            #expect(
                await told.rest() == [
                    .message(Array("first".utf8)), .end(TransportEnd(status: 4001, reason: "så länge")),
                ]
            )
            var asked = Recording(clientCloses ? receivers.client : receivers.server)
            #expect(await asked.rest() == [.end(TransportEnd(status: 4001))])
            #expect(throws: TransportError.closed) { try other.send(EncodedMessage(bytes: [])) }
            await loopback.listener.close()
        }
    }

    @Test("When both sides close at once, each gets the other's status")
    func bothClose() async throws {
        let loopback = try await Loopback.listen()
        let peer = try await RawPeer.upgraded(at: loopback.listener.port)
        let transport = try await loopback.next().0
        let receiver = RecordingReceiver()
        transport.start(delivering: receiver)
        transport.close(status: .goingAway, reason: "")
        #expect(RawFrame.closes(try await peer.readFrame(), with: 1001))
        try await peer.send(clientFrame(0x81, Array("ignored".utf8)) + clientClose(4000, Array("mine".utf8)))
        #expect(await peer.readToEnd() == [])
        var recording = Recording(receiver)
        #expect(await recording.rest() == [.end(TransportEnd(status: 4000, reason: "mine"))])
        await loopback.listener.close()
    }

    @Test("A close within a delivery stops the delivery of what came with it")
    func closeWithinDelivery() async throws {
        let loopback = try await Loopback.listen()
        let peer = try await RawPeer.upgraded(at: loopback.listener.port)
        let transport = try await loopback.next().0
        let receiver = RecordingReceiver(for: transport) { _, transport in
            transport.close(status: .policyViolation, reason: "enough")
        }
        transport.start(delivering: receiver)
        try await peer.send(clientFrame(0x81, [0x41]) + clientFrame(0x81, [0x42]) + clientFrame(0x81, [0xFF]))
        #expect(RawFrame.closes(try await peer.readFrame(), with: 1008))
        try await peer.send(clientClose(1008))
        var recording = Recording(receiver)
        #expect(await recording.rest() == [.message([0x41]), .end(TransportEnd(status: .policyViolation))])
        await loopback.listener.close()
    }

    @Test("A close without a status is answered without one and delivered as 1005")
    func noStatus() async throws {
        let loopback = try await Loopback.listen()
        let peer = try await RawPeer.upgraded(at: loopback.listener.port)
        let receiver = RecordingReceiver()
        try await loopback.next().0.start(delivering: receiver)
        try await peer.send(clientFrame(0x88, []) + clientFrame(0x81, [0x41]))
        #expect(try await peer.readFrame() == RawFrame(first: 0x88, payload: []))
        #expect(await peer.readToEnd() == [])
        var recording = Recording(receiver)
        #expect(await recording.rest() == [.end(TransportEnd(status: .noStatusReceived))])
        await loopback.listener.close()
    }

    @Test("A peer that does not answer a close is given up, which is 1006")
    func closeTimeout() async throws {
        var options = WebSocketOptions()
        options.closeTimeout = .milliseconds(20)
        let loopback = try await Loopback.listen(options: options)
        let peer = try await RawPeer.upgraded(at: loopback.listener.port)
        let transport = try await loopback.next().0
        let receiver = RecordingReceiver()
        transport.start(delivering: receiver)
        transport.close(status: .normalClosure, reason: "")
        #expect(RawFrame.closes(try await peer.readFrame(), with: 1000))
        var recording = Recording(receiver)
        #expect(await recording.rest() == [.end(TransportEnd(status: .abnormalClosure))])
        #expect(await peer.readToEnd() == [])
        await loopback.listener.close()
    }

    @Test("An abort is 1006 on both sides, and what was not delivered yet is not")
    func abort() async throws {
        let loopback = try await Loopback.listen()
        let pair = try await loopback.pair()
        let receivers = started(pair)
        pair.0.abort()
        pair.0.abort()
        #expect(throws: TransportError.closed) { try pair.0.send(EncodedMessage(bytes: [])) }
        pair.0.close(status: .normalClosure, reason: "")
        var client = Recording(receivers.client)
        #expect(await client.rest() == [.end(TransportEnd(status: .abnormalClosure))])
        var server = Recording(receivers.server)
        #expect(await server.rest() == [.end(TransportEnd(status: .abnormalClosure))])
        await loopback.listener.close()
    }

    @Test("An abort within a delivery is delivered after it")
    func abortWithinDelivery() async throws {
        let loopback = try await Loopback.listen()
        let peer = try await RawPeer.upgraded(at: loopback.listener.port)
        let transport = try await loopback.next().0
        let receiver = RecordingReceiver(for: transport) { _, transport in transport.abort() }
        transport.start(delivering: receiver)
        try await peer.send(clientFrame(0x81, [0x41]) + clientFrame(0x81, [0x42]))
        var recording = Recording(receiver)
        #expect(await recording.rest() == [.message([0x41]), .end(TransportEnd(status: .abnormalClosure))])
        await loopback.listener.close()
    }

    @Test("A connection that breaks is 1006", arguments: [true, false])
    func broken(byReset: Bool) async throws {
        let loopback = try await Loopback.listen()
        let peer = try await RawPeer.upgraded(at: loopback.listener.port)
        let transport = try await loopback.next().0
        let receiver = RecordingReceiver()
        transport.start(delivering: receiver)
        try await peer.send(clientFrame(0x81, [0x41]))
        var recording = Recording(receiver)
        #expect(await recording.next() == .message([0x41]))
        if byReset {
            try await peer.reset()
        } else {
            try await peer.close()
        }
        #expect(await recording.rest() == [.end(TransportEnd(status: .abnormalClosure))])
        #expect(throws: TransportError.closed) { try transport.send(EncodedMessage(bytes: [])) }
        await loopback.listener.close()
    }
}

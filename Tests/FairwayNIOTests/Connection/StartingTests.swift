import Fairway
import FairwayNIO
import Testing

@Suite("The start of a transport", .timeLimit(.minutes(1)))
struct StartingTests {
    @Test("What arrived before the start is delivered in order at the start, the end too")
    func heldBack() async throws {
        let loopback = try await Loopback.listen()
        let peer = try await RawPeer.upgraded(at: loopback.listener.port)
        let transport = try await loopback.next().0
        let frames = (0..<100).flatMap { clientFrame(0x81, Array("\($0)".utf8)) }
        try await peer.send(frames + clientClose(4000, Array("bye".utf8)))
        let receiver = RecordingReceiver()
        transport.start(delivering: receiver)
        var recording = Recording(receiver)
        let messages = (0..<100).map { Delivery.message(Array("\($0)".utf8)) }
        #expect(await recording.rest() == messages + [.end(TransportEnd(status: 4000, reason: "bye"))])
        await loopback.listener.close()
    }

    @Test("A frame that comes right behind the handshake is not lost")
    func earlyFrame() async throws {
        let loopback = try await Loopback.echoing()
        let peer = try await RawPeer.connect(to: loopback.listener.port)
        try await peer.send(Array(upgradeRequest().utf8) + clientFrame(0x81, Array("early".utf8)))
        #expect(try await peer.readHead().hasPrefix("HTTP/1.1 101 "))
        #expect(try await peer.readFrame() == RawFrame(first: 0x81, payload: Array("early".utf8)))
        try await peer.close()
        await loopback.listener.close()
    }

    @Test("A transport that was aborted before its start delivers the end at the start")
    func startedAfterTheEnd() async throws {
        let loopback = try await Loopback.listen()
        let (client, server) = try await loopback.pair()
        server.abort()
        client.abort()
        for transport in [client, server] {
            let receiver = RecordingReceiver()
            transport.start(delivering: receiver)
            var recording = Recording(receiver)
            #expect(await recording.rest() == [.end(TransportEnd(status: .abnormalClosure))])
        }
        await loopback.listener.close()
    }

    @Test("A close before the start goes through, and its end is delivered at the start")
    func closedBeforeTheStart() async throws {
        let loopback = try await Loopback.listen()
        let peer = try await RawPeer.upgraded(at: loopback.listener.port)
        let transport = try await loopback.next().0
        try await peer.send(clientFrame(0x81, [0x41]))
        transport.close(status: .tryAgainLater, reason: "full")
        #expect(try await peer.readFrame() == RawFrame(first: 0x88, payload: [0x03, 0xF5] + Array("full".utf8)))
        try await peer.send(clientClose(1013))
        #expect(await peer.readToEnd() == [])
        let receiver = RecordingReceiver()
        transport.start(delivering: receiver)
        var recording = Recording(receiver)
        #expect(await recording.rest() == [.end(TransportEnd(status: .tryAgainLater))])
        await loopback.listener.close()
    }

    @Test("A transport that is dropped without a start closes its connection")
    func dropped() async throws {
        let listener = try await WebSocketListener.bind(host: "127.0.0.1", port: 0) { _, _ in }
        let client = try await WebSocketConnector(to: "ws://127.0.0.1:\(listener.port)").connect()
        let receiver = RecordingReceiver()
        client.start(delivering: receiver)
        var recording = Recording(receiver)
        #expect(await recording.rest() == [.end(TransportEnd(status: .abnormalClosure))])
        await listener.close()
    }

    @Test("A transport lets go of its receiver after the end")
    func receiverIsReleased() async throws {
        let loopback = try await Loopback.listen()
        let (client, server) = try await loopback.pair()
        weak var released: RecordingReceiver?
        do {
            let receiver = RecordingReceiver(for: server) { _, _ in }
            released = receiver
            server.start(delivering: receiver)
            client.close(status: .normalClosure, reason: "")
            var recording = Recording(receiver)
            #expect(await recording.rest() == [.end(TransportEnd(status: .normalClosure))])
        }
        let receiver = RecordingReceiver()
        client.start(delivering: receiver)
        var recording = Recording(receiver)
        #expect(await recording.rest() == [.end(TransportEnd(status: .normalClosure))])
        #expect(released == nil)
        await loopback.listener.close()
    }
}

import Fairway
import FairwayNIO
import NIOCore
import NIOPosix
import Testing

@Suite("Sending over a WebSocket", .timeLimit(.minutes(1)))
struct SendingTests {
    @Test("What several threads send keeps each thread's order")
    func severalThreads() async throws {
        let loopback = try await Loopback.listen()
        var options = WebSocketOptions.patient
        options.outboundBufferLimit = 1 << 30
        let (client, server) = try await loopback.pair(options: options)
        let receiver = RecordingReceiver()
        server.start(delivering: receiver)
        client.start(delivering: RecordingReceiver())
        let count = 2_000
        try await withThrowingTaskGroup(of: Void.self) { group in
            for thread in 0..<4 {
                group.addTask {
                    for number in 0..<count {
                        try client.send(EncodedMessage(bytes: Array("\(thread) \(number)".utf8)))
                    }
                }
            }
            try await group.waitForAll()
        }
        client.close(status: .normalClosure, reason: "")
        var recording = Recording(receiver)
        var next = [0, 0, 0, 0]
        for case .message(let bytes) in await recording.rest() {
            let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ").compactMap { Int($0) }
            #expect(parts[1] == next[parts[0]])
            next[parts[0]] += 1
        }
        #expect(next == [count, count, count, count])
        await loopback.listener.close()
    }

    @Test("What is sent by turns from elsewhere and from the event loop keeps its order")
    func onAndOffTheLoop() async throws {
        let loopback = try await Loopback.listen()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let client = try await WebSocketConnector(to: loopback.url, group: group).connect()
        let receiver = RecordingReceiver()
        try await loopback.next().0.start(delivering: receiver)
        client.start(delivering: RecordingReceiver())
        for number in 0..<200 {
            try client.send(EncodedMessage(bytes: Array("\(number)".utf8)))
            if number % 3 == 0 {
                try await group.next().submit { try client.send(EncodedMessage(bytes: Array("\(number)+".utf8))) }.get()
            }
        }
        client.close(status: .normalClosure, reason: "")
        var recording = Recording(receiver)
        let sent = (0..<200).flatMap { $0 % 3 == 0 ? ["\($0)", "\($0)+"] : ["\($0)"] }
        let expected = sent.map { Delivery.message(Array($0.utf8)) }
        #expect(await recording.rest() == expected + [.end(TransportEnd(status: .normalClosure))])
        await loopback.listener.close()
        try await group.shutdownGracefully()
    }

    @Test("Volatile events are dropped while the peer does not read, and nothing is thrown")
    func volatileEvents() async throws {
        let loopback = try await Loopback.listen()
        let peer = try await RawPeer.connect(to: loopback.listener.port, reading: false)
        try await peer.send(upgradeRequest())
        let transport = try await loopback.next().0
        let server = FairwayServer()
        let client = try #require(server.accept(transport))
        let text = String(repeating: "x", count: 10_000)
        var emitted = 0
        while client.droppedEvents < 3, emitted < 10_000 {
            try await client.emit("at", text, delivery: .volatile)
            emitted += 1
        }
        #expect(client.droppedEvents == 3)

        try await peer.channel.setOption(.autoRead, value: true).get()
        _ = try await peer.readHead()
        for _ in 0..<(emitted - 3) { #expect(try await peer.readFrame().payload.count > text.utf8.count) }
        #expect(client.droppedEvents == 3)
        try await peer.close()
        await loopback.listener.close()
    }

    @Test("A peer that does not read fills the buffer, and once it has read there is room again")
    func bufferFull() async throws {
        var options = WebSocketOptions.patient
        options.outboundBufferLimit = 100_000
        let loopback = try await Loopback.listen(options: options)
        let peer = try await RawPeer.connect(to: loopback.listener.port, reading: false)
        try await peer.send(upgradeRequest())
        let transport = try await loopback.next().0
        let receiver = RecordingReceiver(for: transport) { bytes, transport in
            try transport.send(EncodedMessage(bytes: bytes))
        }
        transport.start(delivering: receiver)

        let message = EncodedMessage(bytes: [UInt8](repeating: 0x41, count: 40_000))
        var sent = 0
        var refusal: TransportError?
        while refusal == nil, sent < 10_000 {
            do throws(TransportError) {
                try transport.send(message)
                sent += 1
            } catch {
                refusal = error
            }
        }
        #expect(refusal == .bufferFull)

        try await peer.channel.setOption(.autoRead, value: true).get()
        _ = try await peer.readHead()
        for _ in 0..<sent {
            #expect(try await peer.readFrame() == RawFrame(first: 0x81, payload: message.bytes))
        }
        try await peer.send(clientFrame(0x81, Array("again".utf8)))
        #expect(try await peer.readFrame() == RawFrame(first: 0x81, payload: Array("again".utf8)))
        try await peer.close()
        await loopback.listener.close()
    }
}

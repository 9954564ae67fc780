import Fairway
import FairwayNIO
import Testing

@Suite("Messages over a WebSocket", .timeLimit(.minutes(1)))
struct EchoTests {
    @Test(
        "A message of any size up to the limit comes back as it was sent",
        arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 300_000, 1_048_576]
    )
    func echo(size: Int) async throws {
        let loopback = try await Loopback.echoing()
        let client = try await loopback.connect()
        let receiver = RecordingReceiver()
        client.start(delivering: receiver)
        let message = (0..<size).map { UInt8(truncatingIfNeeded: 0x20 + $0 % 90) }
        try client.send(EncodedMessage(bytes: message))
        var recording = Recording(receiver)
        #expect(await recording.next() == .message(message))
        client.close(status: .normalClosure, reason: "done")
        #expect(await recording.next() == .end(TransportEnd(status: .normalClosure)))
        #expect(await recording.next() == nil)
        await loopback.listener.close()
    }

    @Test("A message over the limit of its receiver ends the link on both sides with 1009")
    func overTheLimit() async throws {
        let loopback = try await Loopback.listen()
        let (client, server) = try await loopback.pair()
        let receivers = [RecordingReceiver(), RecordingReceiver()]
        client.start(delivering: receivers[0])
        server.start(delivering: receivers[1])
        try client.send(EncodedMessage(bytes: [UInt8](repeating: 0x41, count: 1_048_577)))
        for receiver in receivers {
            var recording = Recording(receiver)
            let end = TransportEnd(status: .messageTooBig, reason: "the message is too large")
            #expect(await recording.rest() == [.end(end)])
        }
        await loopback.listener.close()
    }

    @Test("Messages in both directions at once all arrive, each way in order")
    func bothWays() async throws {
        let loopback = try await Loopback.listen()
        let (client, server) = try await loopback.pair()
        let receivers = [RecordingReceiver(), RecordingReceiver()]
        client.start(delivering: receivers[0])
        server.start(delivering: receivers[1])
        let messages = (0..<300).map { number in Array("\(number)".utf8) + [UInt8](repeating: 0x2E, count: number * 5) }
        for message in messages {
            try client.send(EncodedMessage(bytes: message))
            try server.send(EncodedMessage(bytes: message))
        }
        for receiver in receivers {
            var recording = Recording(receiver)
            for message in messages {
                #expect(await recording.next() == .message(message))
            }
        }
        client.abort()
        await loopback.listener.close()
    }
}

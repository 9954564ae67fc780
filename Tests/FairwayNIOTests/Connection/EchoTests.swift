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
}

import Fairway
import FairwayNIO
import Testing

@Suite("Binary messages", .timeLimit(.minutes(1)))
struct BinaryTests {
    /// Sends back what comes, in the kind in which it came.
    private final class Mirror: BinaryReceiver {
        private let transport: any BinaryTransport

        init(_ transport: any BinaryTransport) {
            self.transport = transport
        }

        func receive(_ message: RawSpan) {
            sendBack(message) { message throws(TransportError) in try transport.send(message) }
        }

        func receiveBinary(_ message: RawSpan) {
            sendBack(message) { message throws(TransportError) in try transport.sendBinary(message) }
        }

        func end(_ end: TransportEnd) {}

        private func sendBack(_ message: RawSpan, by send: (EncodedMessage) throws(TransportError) -> Void) {
            do throws(TransportError) {
                try send(EncodedMessage(bytes: message.withUnsafeBytes { [UInt8]($0) }))
            } catch {
                transport.abort()
            }
        }
    }

    @Test("A receiver that takes binary messages gets them as they were sent and can send them, between texts")
    func mirror() async throws {
        let loopback = try await Loopback.listen()
        let peer = try await RawPeer.upgraded(at: loopback.listener.port)
        let transport = try #require(try await loopback.next().0 as? any BinaryTransport)
        transport.start(delivering: Mirror(transport))
        let long = [UInt8](repeating: 0xFF, count: 70_000)
        try await peer.send(
            clientFrame(0x82, [0xFF, 0x00]) + clientFrame(0x81, [0x41]) + clientFrame(0x02, [0xC3])
                + clientFrame(0x80, [0xC3]) + clientFrame(0x82, long) + clientFrame(0x82, [])
        )
        for expected in [
            RawFrame(first: 0x82, payload: [0xFF, 0x00]), RawFrame(first: 0x81, payload: [0x41]),
            RawFrame(first: 0x82, payload: [0xC3, 0xC3]), RawFrame(first: 0x82, payload: long),
            RawFrame(first: 0x82, payload: []),
        ] {
            #expect(try await peer.readFrame() == expected)
        }
        try await peer.send(clientFrame(0x81, [0xFF]))
        #expect(RawFrame.closes(try await peer.readFrame(), with: 1007))
        await loopback.listener.close()
    }
}

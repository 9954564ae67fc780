import FairwayTesting
import Testing

@testable import Fairway

@Suite("A link that is read by asking")
struct PushingTransportTests {
    /// A link whose messages come from a stream.
    private final class Polled: PolledTransport {
        let inbound: AsyncThrowingStream<[UInt8], any Error>
        let sent = Events<String>()
        let continuation: AsyncThrowingStream<[UInt8], any Error>.Continuation

        init() {
            (inbound, continuation) = AsyncThrowingStream.makeStream()
        }

        func receive() async throws -> [UInt8]? {
            var iterator = inbound.makeAsyncIterator()
            return try await iterator.next()
        }

        var end: TransportEnd { TransportEnd(status: .goingAway, reason: "over") }
        func send(_ message: EncodedMessage) { sent.add(String(decoding: message.bytes, as: UTF8.self)) }
        var isBehind: Bool { true }
        func roundTrip(_ done: @escaping @Sendable () -> Void) {
            sent.add("ping")
            done()
        }
        func close(status: StatusCode, reason: String) { continuation.finish() }
        func abort() { continuation.finish() }
    }

    @Test("Serves like any other, and tells how it ended")
    func serves() async throws {
        let server = FairwayServer()
        let ends = Events<ConnectionEnd>()
        server.on("add") { (a: Int, b: Int) in a + b }
        server.onClose { ends.add($1) }
        let link = Polled()
        server.accept(PushingTransport(link))
        link.continuation.yield(Array(#"{"i":1,"a":["add",1,2]}"#.utf8))
        #expect(await link.sent.next() == #"{"i":1,"d":3}"#)
        link.continuation.finish()
        #expect(await ends.next() == ConnectionEnd(status: .goingAway, reason: "over", isLocal: false))
    }

    @Test("A round trip is the source's own, and so is being behind")
    func roundTrip() async {
        let link = Polled()
        #expect(PushingTransport(link).isBehind)
        let ended = Events<String>()
        PushingTransport(link).roundTrip { ended.add("done") }
        #expect(await ended.next() == "done")
        #expect(await link.sent.next() == "ping")
    }

    @Test("One that breaks ends abnormally")
    func breaks() async throws {
        let server = FairwayServer()
        let ends = Events<ConnectionEnd>()
        server.onClose { ends.add($1) }
        let link = Polled()
        server.accept(PushingTransport(link))
        link.continuation.finish(throwing: Rejection("cut"))
        #expect(await ends.next()?.status == .abnormalClosure)
    }
}

import Fairway
import FairwayTesting
import Testing

@Suite("A link in memory", .timeLimit(.minutes(1)))
struct InMemoryTransportTests {
    /// Writes down what is delivered.
    private final class Receiver: TransportReceiver {
        let log: Events<String>
        init(_ log: Events<String>) { self.log = log }
        func receive(_ message: RawSpan) { log.add(message.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }) }
        func end(_ end: TransportEnd) { log.add("end") }
    }

    @Test("A round trip ends after what was sent before it was delivered, and before what was sent after it")
    func order() async throws {
        let (near, far) = InMemoryTransport.pair()
        let log = Events<String>()
        for name in ["1", "2"] { try near.send(EncodedMessage(bytes: Array(name.utf8))) }
        near.roundTrip { log.add("round trip") }
        try near.send(EncodedMessage(bytes: Array("3".utf8)))
        far.start(delivering: Receiver(log))
        #expect(await log.next(4) == ["1", "2", "round trip", "3"])
    }

    @Test("The end of the link ends a round trip, one that waits and one that is asked for later")
    func end() async throws {
        for keepsMessages in [true, false] {
            let (near, far) = InMemoryTransport.pair()
            let log = Events<String>()
            near.roundTrip { log.add("waiting") }
            if keepsMessages {
                far.close(status: .normalClosure, reason: "")
            } else {
                far.abort()
            }
            #expect(await log.next() == "waiting")
            near.roundTrip { log.add("late") }
            #expect(await log.next() == "late")
        }
    }

    @Test("What a round trip has called is let go, while the link goes on and after its end")
    func lettingGo() async throws {
        final class Caller: Sendable {}
        let (near, far) = InMemoryTransport.pair()
        let log = Events<String>()
        far.start(delivering: Receiver(log))
        for closes in [false, true] {
            let caller = WeakReference(
                {
                    let caller = Caller()
                    near.roundTrip { withExtendedLifetime(caller) { log.add("round trip") } }
                    return caller
                }()
            )
            #expect(await log.next() == "round trip")
            if closes { near.close(status: .normalClosure, reason: "") }
            // It is let go by a task that has yet to go on.
            for _ in 0..<1_000_000 where !caller.isGone { await Task.yield() }
            #expect(caller.isGone)
        }
    }
}

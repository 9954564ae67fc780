import FairwayTesting
import Synchronization
import Testing

@testable import Fairway

@Suite("The end of a connection in the log")
struct EndLineTests {
    private let log = RecordingLog()

    private func lines(closing status: StatusCode) async -> [RecordedLine] {
        let server = FairwayServer(configuration: log.configuration)
        let ends = Events<ConnectionEnd>()
        server.onClose { _, end in ends.add(end) }
        RawPeer(connectingTo: server).close(status: status, reason: "canary")
        _ = await ends.next()
        return log.lines
    }

    @Test("One in good order makes no line", arguments: [1000, 1001, 1005, 4000] as [StatusCode])
    func goodOrder(status: StatusCode) async {
        #expect(await lines(closing: status) == [])
    }

    @Test("A broken rule makes one, without the other side's words", arguments: [1002, 1003, 1007, 1008, 1009])
    func violation(status: UInt16) async {
        #expect(
            await lines(closing: StatusCode(rawValue: status))
                == [RecordedLine(.violation, ["client": "1", "status": "\(status)"])]
        )
    }

    @Test("A link that breaks makes one")
    func broken() async {
        #expect(
            await lines(closing: .abnormalClosure) == [RecordedLine(.brokenLink, ["client": "1", "status": "1006"])]
        )
    }

    @Test("An outbound buffer that is full makes one, and the connection ends with 1013")
    func unreadAnswers() async throws {
        let server = FairwayServer(configuration: log.configuration)
        server.on("long") { String(repeating: "x", count: 2000) }
        let (peerEnd, serverEnd) = InMemoryTransport.pair(bufferLimit: 1000)
        server.accept(serverEnd)
        let peer = RawPeer(peerEnd)
        try peer.send(#"{"i":1,"a":["long"]}"#)
        #expect(await peer.next() == .end(TransportEnd(status: .tryAgainLater, reason: "answers are not read")))
        #expect(log.lines == [RecordedLine(.unreadAnswers, ["client": "1"])])
    }

    @Test("What closes a connection makes one also where the link ends at once")
    func hasty() async throws {
        let server = FairwayServer(configuration: log.configuration)
        let client = try #require(server.accept(HastyTransport()))
        await #expect(throws: EmitError.bufferFull) { try await client.emit("x") }
        #expect(log.lines == [RecordedLine(.unreadEvents, ["client": "1"])])
    }
}

/// A link that takes nothing, and whose end comes within the call that closes it.
private final class HastyTransport: Transport {
    private let receiver = Mutex<(any TransportReceiver)?>(nil)

    var isBehind: Bool { true }

    func start(delivering receiver: any TransportReceiver) {
        self.receiver.withLock { $0 = receiver }
    }

    func send(_ message: EncodedMessage) throws(TransportError) { throw .bufferFull }

    func roundTrip(_ done: @escaping @Sendable () -> Void) {
        Task { done() }
    }

    func close(status: StatusCode, reason: String) {
        let receiver = receiver.withLock { receiver in
            defer { receiver = nil }
            return receiver
        }
        receiver?.end(TransportEnd(status: status, reason: reason))
    }

    func abort() {
        close(status: .abnormalClosure, reason: "")
    }
}

import FairwayTesting
import Testing

@testable import Fairway

@Suite("A handler can read why it is cancelled", .timeLimit(.minutes(1)))
struct CancellationReasonTests {
    private let server = FairwayServer()
    private let reasons = Events<CancellationReason?>()

    init() {
        server.on("wait") { [reasons] in
            reasons.add(CancellationReason.current)
            await waitUntilCancelled()
            // Tasks that the handler starts know it as well.
            reasons.add(await Task { CancellationReason.current }.value)
        }
    }

    @Test(
        "In the peer's words",
        arguments: [
            (#"{"i":1,"x":"enough"}"#, RemoteError(message: "enough")),
            (
                #"{"i":1,"x":{"message":"enough","code":"E1","details":[1]},"_":1}"#,
                RemoteError(message: "enough", code: "E1", details: [1])
            ),
            (#"{"i":1,"x":null}"#, RemoteError(message: "cancelled")),
            (#"{"i":1,"x":{"why":7}}"#, RemoteError(message: "cancelled", details: ["why": 7])),
        ]
    )
    func peer(frame: String, words: RemoteError) async throws {
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["wait"]}"#)
        #expect(await reasons.next() == .some(nil))
        try peer.send(frame)
        #expect(await reasons.next() == .peer(words))
    }

    @Test("Which is the first reason, where several come")
    func first() async throws {
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["wait"]}"#)
        #expect(await reasons.next() == .some(nil))
        try peer.send(#"{"i":1,"x":"first"}"#)
        try peer.send(#"{"i":1,"x":"second"}"#)
        peer.close()
        #expect(await reasons.next() == .peer(RemoteError(message: "first")))
    }

    @Test("The end of the connection, with its status")
    func end() async throws {
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["wait"]}"#)
        #expect(await reasons.next() == .some(nil))
        peer.close(status: .goingAway, reason: "bye")
        let end = ConnectionEnd(status: .goingAway, reason: "bye", isLocal: false)
        #expect(await reasons.next() == .connectionEnded(end))
    }

    @Test("The time limit of middleware")
    func deadline() async throws {
        let clock = ManualClock()
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        let server = FairwayServer(configuration: configuration)
        server.use { try await $0.run(within: .seconds(2), $1) }
        server.on("wait") { [reasons] in
            await waitUntilCancelled()
            reasons.add(CancellationReason.current)
        }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["wait"]}"#)
        await clock.waitForSleeper()
        clock.advance(by: .seconds(2))
        #expect(await reasons.next() == .deadlineExceeded)
    }

    @Test("In a client program as well, and one that asks tells its handler in words")
    func clientProgram() async throws {
        let client = FairwayClient()
        client.on("wait") { [reasons] in
            reasons.add(CancellationReason.current)
            await waitUntilCancelled()
            reasons.add(CancellationReason.current)
        }
        try await client.connect(to: server)
        let asking = Task { [server] in try await #require(server.clients.first).request("wait") }
        #expect(await reasons.next() == .some(nil))
        asking.cancel()
        #expect(await reasons.next() == .peer(RemoteError(message: "cancelled")))
        await #expect(throws: CancellationError.self) { try await asking.value }
    }

    @Test("An event's handler goes on when the connection ends")
    func plainEvent() async throws {
        let goOn = Events<Void>()
        let results = Events<Bool>()
        server.on("note") {
            await goOn.next()
            results.add(Task.isCancelled || CancellationReason.current != nil)
        }
        server.onClose { _, _ in goOn.add(()) }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"a":["note"]}"#)
        peer.close()
        #expect(await results.next() == false)
    }

    @Test("There is none outside of handlers")
    func outside() {
        #expect(CancellationReason.current == nil)
    }
}

import Fairway
import FairwayTesting
import Testing

@Suite("Exactly one handler runs")
struct PriorityTests {
    private let server = FairwayServer()
    private let peer: RawPeer
    private let client: Client

    init() throws {
        peer = RawPeer(connectingTo: server)
        client = try #require(server.clients.first)
    }

    private func ask(_ number: Int) async throws -> RawPeer.Received {
        try peer.send(#"{"i":\#(number),"a":["tier"]}"#)
        return await peer.next()
    }

    @Test("The client's once comes first, then its on, then the server's once, then the server's on")
    func priorities() async throws {
        server.on("tier") { "server.on" }
        server.once("tier") { "server.once" }
        client.on("tier") { "client.on" }
        client.once("tier") { "client.once" }
        #expect(try await ask(1) == .message(#"{"i":1,"d":"client.once"}"#))
        #expect(try await ask(2) == .message(#"{"i":2,"d":"client.on"}"#))
        client.removeHandler("tier")
        #expect(try await ask(3) == .message(#"{"i":3,"d":"server.once"}"#))
        #expect(try await ask(4) == .message(#"{"i":4,"d":"server.on"}"#))
        server.removeHandler("tier")
        #expect(try await ask(5) == .message(#"{"i":5,"e":{"message":"no event listener for 'tier'"},"_":1}"#))
    }

    @Test("Removing one kind leaves the other, and registering again replaces")
    func removing() async throws {
        server.on("tier") { "old" }
        server.on("tier") { "new" }
        server.once("tier") { "once" }
        server.removeHandler("tier", .once)
        #expect(try await ask(1) == .message(#"{"i":1,"d":"new"}"#))
    }

    @Test("Ten events at the same time find one once handler, and nine the other")
    func onceIsTakenOnce() async throws {
        let peers = (0..<10).map { _ in RawPeer(connectingTo: server) }
        let taken = Shared(0)
        server.once("race") { taken.change { $0 += 1 } }
        let answers = try await withThrowingTaskGroup(of: RawPeer.Received.self) { group in
            for peer in peers {
                group.addTask {
                    try peer.send(#"{"i":1,"a":["race"]}"#)
                    return await peer.next()
                }
            }
            return try await group.reduce(into: [:]) { counts, answer in counts[answer, default: 0] += 1 }
        }
        #expect(taken.value == 1)
        #expect(
            answers == [
                .message(#"{"i":1}"#): 1,
                .message(#"{"i":1,"e":{"message":"no event listener for 'race'"},"_":1}"#): 9,
            ]
        )
    }

    @Test("Arguments that do not convert do not use up a once handler")
    func badArgumentsLeaveOnce() async throws {
        server.once("add") { (a: Int, b: Int) in a + b }
        try peer.send(#"{"i":1,"a":["add","x",2]}"#)
        _ = await peer.next()
        try peer.send(#"{"i":2,"a":["add",1,2]}"#)
        #expect(await peer.next() == .message(#"{"i":2,"d":3}"#))
    }

    @Test("Closing a channel removes all its handlers and no others")
    func closingAChannel() async throws {
        server.of("math").on("add") { (a: Int, b: Int) in a + b }
        server.of("math").once("subtract") { (a: Int, b: Int) in a - b }
        server.on("add") { (a: Int, b: Int) in a * 100 + b }
        server.of("math").closeChannel()
        try peer.send(#"{"i":1,"c":"math","a":["add",1,2]}"#)
        #expect(
            await peer.next()
                == .message(#"{"i":1,"e":{"message":"no event listener for 'add' on channel 'math'"},"_":1}"#)
        )
        try peer.send(#"{"i":2,"a":["add",1,2]}"#)
        #expect(await peer.next() == .message(#"{"i":2,"d":102}"#))
    }
}

@Suite("Letting go of handlers")
struct HandlerLifetimeTests {
    /// Uses the server while it is let go.
    private final class Meddler: Sendable {
        let server: FairwayServer
        init(_ server: FairwayServer) { self.server = server }
        deinit { server.removeHandler("other") }
        func answer() -> Bool { true }
    }

    @Test("What a replaced handler or hook held may use the server while it goes", .timeLimit(.minutes(1)))
    func deinitialisation() {
        let server = FairwayServer()
        for _ in 0..<2 {
            let meddler = Meddler(server)
            server.on("event") { meddler.answer() }
            server.once("event") { meddler.answer() }
            server.onClose { _, _ in _ = meddler.answer() }
        }
        server.removeHandler("event")
        server.on("event") { true }
        server.closeChannel()
    }
}

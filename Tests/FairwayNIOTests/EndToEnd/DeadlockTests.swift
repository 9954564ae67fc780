import FairwayTesting
import Testing

@testable import Fairway

@Suite("Handlers that wait for their own client, over a socket", .timeLimit(.minutes(1)))
struct DeadlockTests {
    private func server(running: Int) -> FairwayServer {
        var configuration = ConnectionConfiguration()
        // A deadlock shows as a test that does not end; a busy machine is none.
        configuration.requestTimeout = .seconds(600)
        configuration.maximumRunningHandlers = running
        return FairwayServer(configuration: configuration)
    }

    @Test("500 requests of one client are in flight, and each handler asks it back", arguments: [1, 128])
    func everyone(running: Int) async throws {
        let server = server(running: running)
        server.on("double") { (number: Int) async throws -> Int in
            try await #require(Client.current).request("half", number) + number
        }
        var configuration = ConnectionConfiguration()
        configuration.requestTimeout = .seconds(600)
        configuration.maximumPendingRequests = 500
        let client = FairwayClient(configuration: configuration)
        client.on("half") { (number: Int) in number }
        let (clientEnd, serverEnd) = try await Loopback.listen().pair()
        server.accept(serverEnd)
        client.connect(over: clientEnd)
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...500 { group.addTask { try await client.request("double", number) } }
            return try await group.reduce(0, +)
        }
        #expect(sum == 500 * 501)
        await client.close()
    }

    @Test("An answer overtakes 500 requests whose handlers all wait for what it brings", arguments: [1, 128])
    func overtaking(running: Int) async throws {
        let server = server(running: running)
        let answered = Latch()
        server.on("wait") { (number: Int) async throws -> Int in
            if number == 1 {
                try await #require(Client.current).request("key")
                answered.open()
            }
            await answered.wait()
            return number
        }
        let (peerEnd, serverEnd) = try await Loopback.listen().pair()
        server.accept(serverEnd)
        let peer = FairwayTesting.RawPeer(peerEnd)
        for id in 1...500 { try peer.send(#"{"i":\#(id),"a":["wait",\#(id)]}"#) }
        #expect(await peer.next() == .message(#"{"i":1,"a":["key"]}"#))
        try peer.send(#"{"i":1}"#)
        var answers: Set<FairwayTesting.RawPeer.Received> = []
        for _ in 1...500 { answers.insert(await peer.next()) }
        #expect(answers == Set((1...500).map { .message(#"{"i":\#($0),"d":\#($0)}"#) }))
        await server.close()
    }

    @Test("A client closes in its own onOpen and its own handler, and waits until it is closed")
    func closing() async throws {
        let server = server(running: 128)
        server.onOpen { client in try await client.emit("leave") }
        let client = FairwayClient()
        let (returns, returned) = AsyncStream<Void>.makeStream()
        client.on("leave") { [weak client] in
            await client?.close()
            returned.yield()
        }
        let loopback = try await Loopback.listen()
        var iterator = returns.makeAsyncIterator()
        for closesInOpen in [false, true] {
            let (clientEnd, serverEnd) = try await loopback.pair()
            if closesInOpen {
                client.onOpen { [weak client] in
                    await client?.close()
                    returned.yield()
                }
            }
            server.accept(serverEnd)
            client.connect(over: clientEnd)
            await iterator.next()
            #expect(!client.isConnected)
        }
    }
}

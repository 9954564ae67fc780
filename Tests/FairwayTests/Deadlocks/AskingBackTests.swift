import FairwayTesting
import Synchronization
import Testing

@testable import Fairway

@Suite("Handlers that wait for their own client", .timeLimit(.minutes(1)))
struct AskingBackTests {
    private static func configuration(running: Int = 128, pending: Int = 128) -> ConnectionConfiguration {
        var configuration = ConnectionConfiguration()
        // A deadlock shows as a test that does not end; a busy machine is none.
        configuration.requestTimeout = .seconds(600)
        configuration.maximumRunningHandlers = running
        configuration.maximumPendingRequests = pending
        return configuration
    }

    @Test("A handler asks the client whose request it handles", arguments: [1, 2, 128])
    func one(running: Int) async throws {
        let server = FairwayServer(configuration: Self.configuration(running: running))
        server.on("greet") { () async throws -> String in
            let name: String = try await #require(Client.current).request("name")
            return "Hello \(name)"
        }
        let client = FairwayClient(configuration: Self.configuration(running: running))
        client.on("name") { "Ada" }
        try await client.connect(to: server)
        #expect(try await client.request("greet") == "Hello Ada")
    }

    /// Both sides ask each other until the depth is used up.
    ///
    /// - Parameter timeout: how long each waits for the other, except for the last one.
    private func chain(running: Int, timeout: Duration? = nil) async throws -> (FairwayServer, FairwayClient) {
        let server = FairwayServer(configuration: Self.configuration(running: running))
        server.on("descend") { (depth: Int) async throws -> Int in
            guard depth > 0 else { return 0 }
            let timeout = depth > 1 ? timeout : nil
            return try await #require(Client.current).request("descend", depth - 1, timeout: timeout) + 1
        }
        let client = FairwayClient(configuration: Self.configuration(running: running))
        client.on("descend") { [weak client] (depth: Int) async throws -> Int in
            guard depth > 0 else { return 0 }
            let timeout = depth > 1 ? timeout : nil
            return try await #require(client).request("descend", depth - 1, timeout: timeout) + 1
        }
        try await client.connect(to: server)
        return (server, client)
    }

    @Test("Both sides ask each other ten deep, as long as each may run as many handlers")
    func chain() async throws {
        let (server, client) = try await chain(running: 6)
        #expect(try await client.request("descend", 10) == 10)
        #expect(try await #require(server.clients.first).request("descend", 10) == 10)
    }

    @Test("A chain that is deeper than handlers may run ends with its time limit, and leaves nothing")
    func chainTooDeep() async throws {
        let (server, client) = try await chain(running: 1, timeout: .milliseconds(50))
        await #expect(throws: RemoteError.self) { try await client.request("descend", 10) as Int }
        let connection = try #require(server.clients.first).connection
        await eventually { connection.state.withLock { !$0.inbound.isRunning && $0.pending.count == 0 } }
        #expect(try await client.request("descend", 1) == 1)
    }

    @Test("An answer overtakes 500 requests of which no more than the limit run", arguments: [1, 128])
    func overtaking(running: Int) async throws {
        let server = FairwayServer(configuration: Self.configuration(running: running))
        let answered = Latch()
        server.on("wait") { (number: Int) async throws -> Int in
            if number == 1 {
                try await #require(Client.current).request("key")
                answered.open()
            }
            await answered.wait()
            return number
        }
        let peer = RawPeer(connectingTo: server)
        for id in 1...500 { try peer.send(#"{"i":\#(id),"a":["wait",\#(id)]}"#) }
        #expect(await peer.next() == .message(#"{"i":1,"a":["key"]}"#))
        try peer.send(#"{"i":1}"#)
        var answers: Set<RawPeer.Received> = []
        for _ in 1...500 { answers.insert(await peer.next()) }
        #expect(answers == Set((1...500).map { .message(#"{"i":\#($0),"d":\#($0)}"#) }))
    }

    @Test("500 requests of one client are in flight, and each handler asks it back", arguments: [1, 128])
    func everyone(running: Int) async throws {
        let server = FairwayServer(configuration: Self.configuration(running: running))
        server.on("double") { (number: Int) async throws -> Int in
            try await #require(Client.current).request("half", number) + number
        }
        let client = FairwayClient(configuration: Self.configuration(running: running, pending: 500))
        client.on("half") { (number: Int) in number }
        try await client.connect(to: server)
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...500 { group.addTask { try await client.request("double", number) } }
            return try await group.reduce(0, +)
        }
        #expect(sum == 500 * 501)
    }

    @Test("As many handlers as may run all wait for answers that come in the opposite order", arguments: [1, 128])
    func allWaiting(running: Int) async throws {
        let server = FairwayServer(configuration: Self.configuration(running: running))
        server.on("ask") { (number: Int) async throws -> Int in
            try await #require(Client.current).request("number", number)
        }
        let peer = RawPeer(connectingTo: server)
        for id in 1...running { try peer.send(#"{"i":\#(id),"a":["ask",\#(id)]}"#) }
        for id in 1...running { #expect(await peer.next() == .message(#"{"i":\#(id),"a":["number",\#(id)]}"#)) }
        // One more waits for its turn.
        try peer.send(#"{"i":1000,"a":["ask",1000]}"#)
        for id in (1...running).reversed() { try peer.send(#"{"i":\#(id),"d":\#(id)}"#) }
        var messages: Set<RawPeer.Received> = []
        for _ in 1...running + 1 { messages.insert(await peer.next()) }
        let answers = (1...running).map { RawPeer.Received.message(#"{"i":\#($0),"d":\#($0)}"#) }
        #expect(messages == Set(answers + [.message(#"{"i":\#(running + 1),"a":["number",1000]}"#)]))
        try peer.send(#"{"i":\#(running + 1),"d":7}"#)
        #expect(await peer.next() == .message(#"{"i":1000,"d":7}"#))
    }

    @Test("onOpen asks its client while as many events wait as may")
    func opening() async throws {
        let server = FairwayServer()
        let name = Shared("nobody")
        server.onOpen { client in
            let answer: String = try await client.request("name")
            name.change { $0 = answer }
        }
        let counted = Shared(0)
        server.on("count") { counted.change { $0 += 1 } }
        server.on("sum") { "\(name.value) \(counted.value)" }
        let peer = RawPeer(connectingTo: server)
        #expect(await peer.next() == .message(#"{"i":1,"a":["name"]}"#))
        for _ in 1..<1024 { try peer.send(#"{"a":["count"]}"#) }
        try peer.send(#"{"i":1,"a":["sum"]}"#)
        try peer.send(#"{"i":1,"d":"Ada"}"#)
        #expect(await peer.next() == .message(#"{"i":1,"d":"Ada 1023"}"#))
    }
}

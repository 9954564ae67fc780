import ConformanceServer
import Fairway
import FairwayNIO
import FairwayTesting
import Testing

@Suite("Item 25: a server that closes", .timeLimit(.minutes(2)))
struct ShutdownTests {
    private let clock = ManualClock()

    private func server() -> FairwayServer {
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        return .conformance(configuration: configuration)
    }

    @Test("It tells all of them 1001, and a new one as well", arguments: Link.allCases)
    func all(link: Link) async throws {
        let server = server()
        try await Host.serve(server, over: link) { host in
            var peers: [RawPeer] = []
            for _ in 1...5 {
                let peer = try await host.peer()
                try await peer.settle()
                peers.append(peer)
            }
            let closing = Task { await server.close() }
            for peer in peers { await peer.expectEnd(.goingAway, "") }
            await closing.value
            #expect(server.clients.isEmpty)
            await server.waitUntilClosing()
            let late = try await host.peer()
            await late.expectEnd(.goingAway, "the server is closing")
        }
    }

    @Test("It lets running handlers finish, and starts no others", arguments: Link.allCases)
    func grace(link: Link) async throws {
        let server = server()
        try await Host.serve(server, over: link) { host in
            let (busy, idle) = (try await host.peer(), try await host.peer())
            try await idle.settle()
            try await busy.settle()
            try await busy.expect(#"{"i":1,"a":["ask","x"]}"#, #"{"i":1,"a":["answer","x"]}"#)
            let closing = Task { await server.close(status: .serviceRestart, reason: "soon back") }
            await idle.expectEnd(.serviceRestart, "soon back")
            try busy.send(#"{"a":["note","never"]}"#)
            try await busy.expect(#"{"i":2,"a":["notes"]}"#, rejection(2, "the connection is closing"))
            try await busy.expect(#"{"i":1,"d":"y"}"#, #"{"i":1,"d":"y"}"#)
            await busy.expectEnd(.serviceRestart, "soon back")
            await closing.value
        }
    }

    @Test("It ends handlers that take longer than the grace period", arguments: Link.allCases)
    func overdue(link: Link) async throws {
        let server = server()
        let ended = Queue<Bool>()
        server.on("wait") {
            await waitUntilCancelled()
            ended.add(Task.isCancelled)
        }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.settle()
            try peer.send(#"{"i":1,"a":["wait"]}"#)
            try await peer.settle()
            let closing = Task { await server.close(grace: .seconds(3)) }
            await server.waitUntilClosing()
            await clock.waitForSleeper()
            clock.advance(by: .seconds(3))
            await peer.expectEnd(.goingAway, "")
            #expect(await ended.next() == true)
            await closing.value
        }
    }

    @Test("It lets the handlers of events finish whose clients have left", arguments: Link.allCases)
    func left(link: Link) async throws {
        let server = server()
        let ended = Queue<String>()
        server.on("linger") { [clock] in
            try await clock.sleep(for: .seconds(2))
            ended.add("the handler")
        }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"a":["linger"]}"#)
            try await peer.settle()
            peer.close()
            await peer.expectEnd(.normalClosure, "")
            while !server.clients.isEmpty {
                try Task.checkCancellation()
                await Task.yield()
            }
            let closing = Task {
                await server.close()
                ended.add("the server")
            }
            await server.waitUntilClosing()
            await clock.waitForSleeper()
            clock.advance(by: .seconds(2))
            #expect(await ended.next(2) == ["the handler", "the server"])
            await closing.value
        }
    }

    @Test("One that listens tells who comes while it closes 1001, and then listens no more")
    func running() async throws {
        let server = server()
        let ports = Queue<Int>()
        let serving = Task { try await server.run(host: "127.0.0.1", port: 0) { ports.add($0.port) } }
        let port = try #require(await ports.next())
        let connector = try WebSocketConnector(to: "ws://127.0.0.1:\(port)/", options: .patient)
        let busy = RawPeer(try await connector.connect())
        try await busy.expect(#"{"i":1,"a":["ask","x"]}"#, #"{"i":1,"a":["answer","x"]}"#)
        let closing = Task { await server.close() }
        await server.waitUntilClosing()
        let late = RawPeer(try await connector.connect())
        await late.expectEnd(.goingAway, "the server is closing")
        try await busy.expect(#"{"i":1,"d":"y"}"#, #"{"i":1,"d":"y"}"#)
        await busy.expectEnd(.goingAway, "")
        await closing.value
        try await serving.value
        await #expect(throws: (any Error).self) { try await connector.connect() }
    }
}

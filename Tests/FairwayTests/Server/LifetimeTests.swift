import FairwayTesting
import Synchronization
import Testing

@testable import Fairway

@Suite("Nothing stays behind", .timeLimit(.minutes(1)))
struct LifetimeTests {
    /// Objects that are to be let go.
    private struct Weak: @unchecked Sendable {
        // Only one task reads and writes them: a test, from its beginning to its end.
        weak var server: FairwayServer?
        weak var client: FairwayClient?
        weak var remote: Client?
        weak var connection: Connection?
    }

    /// A conversation with all that keeps something: handlers, hooks, requests both ways, one that is never answered.
    private func converse(_ end: (FairwayServer, FairwayClient) async -> Void) async throws -> Weak {
        let server = FairwayServer()
        let ends = Events<Void>()
        server.onOpen { client in
            client.on("mine") { client.id.rawValue }
            client.onError { _ in _ = client.id }
        }
        server.on("ask") { () async throws -> String in try await #require(Client.current).request("name") }
        server.on("wait") { await waitUntilCancelled() }
        server.onClose { _, _ in ends.add(()) }
        let client = FairwayClient()
        client.on("name") { "Ada" }
        try await client.connect(to: server)
        #expect(try await client.request("ask") == "Ada")
        #expect(try await client.request("mine") == 1)
        let unanswered = Task { try await client.request("wait") }
        try await eventually { try #require(server.clients.first).connection.state.withLock { $0.inbound.isRunning } }
        let remote = try #require(server.clients.first)
        let kept = Weak(server: server, client: client, remote: remote, connection: remote.connection)
        await end(server, client)
        await ends.next()
        await #expect(throws: RequestError.connectionClosed) { try await unanswered.value }
        return kept
    }

    private func expectGone(_ kept: Weak) async {
        // What ended last is let go by tasks that have yet to return.
        for _ in 0..<1_000_000 where kept.connection != nil || kept.server != nil || kept.client != nil {
            await Task.yield()
        }
        #expect(kept.connection == nil)
        #expect(kept.remote == nil)
        #expect(kept.server == nil)
        #expect(kept.client == nil)
    }

    @Test("After the client has closed")
    func clientCloses() async throws {
        await expectGone(try await converse { _, client in await client.close() })
    }

    @Test("After a program has registered with a client that was gone")
    func registeredLate() async throws {
        func register() async throws -> Weak {
            let server = FairwayServer()
            let (peerEnd, serverEnd) = InMemoryTransport.pair()
            let remote = try #require(server.accept(serverEnd))
            peerEnd.abort()
            await remote.connection.ended.wait()
            remote.on("late") { remote.id.rawValue }
            remote.onMessage { _ in _ = remote.id }
            remote.onError { _ in _ = remote.id }
            remote.onClose { _ in _ = remote.id }
            return Weak(server: server, client: nil, remote: remote, connection: remote.connection)
        }
        await expectGone(try await register())
    }

    @Test("After the server has closed")
    func serverCloses() async throws {
        await expectGone(try await converse { server, _ in await server.close(grace: .zero) })
    }

    @Test("After a wait for a peer that was behind, while its link is kept")
    func waited() async throws {
        func wait(over link: InMemoryTransport, _ peerEnd: InMemoryTransport) async throws -> Weak {
            var configuration = ConnectionConfiguration()
            configuration.outboundOverflow = .wait
            let server = FairwayServer(configuration: configuration)
            let remote = try #require(server.accept(link))
            try await remote.emit("fill", String(repeating: "x", count: 300))
            let emitting = Task { try await remote.emit("waits") }
            await eventually { remote.connection.room?.isEmpty != true }
            emitting.cancel()
            await #expect(throws: CancellationError.self) { try await emitting.value }
            let peer = RawPeer(peerEnd)
            _ = await peer.next()
            // Nobody waits any more, and the round trip for those who did ends in its own time.
            await eventually { remote.connection.room?.messages.withLock(\.isServed) != true }
            peer.abort()
            await remote.connection.ended.wait()
            return Weak(server: server, client: nil, remote: remote, connection: remote.connection)
        }
        let (serverEnd, peerEnd) = InMemoryTransport.pair(bufferLimit: 1_000)
        await expectGone(try await wait(over: serverEnd, peerEnd))
        withExtendedLifetime(serverEnd) {}
    }
}

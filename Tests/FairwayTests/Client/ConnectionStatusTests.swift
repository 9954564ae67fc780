import FairwayTesting
import Testing

@testable import Fairway

@Suite("The status of a client's connection", .timeLimit(.minutes(1)))
struct ConnectionStatusTests {
    /// Opens links when it is told to, also when nobody waits for them any more.
    private struct Gate: TransportConnector {
        let attempts = Events<Void>()
        let openings = Events<Result<InMemoryTransport, Unreachable>>()

        func connect() async throws -> any Transport {
            attempts.add(())
            guard let opening = await Task(operation: { [openings] in await openings.next() }).value else {
                throw Unreachable()
            }
            return try opening.get()
        }
    }

    private let client = FairwayClient(reconnecting: .never)
    private let gate = Gate()

    @Test("Is told from the one now on, each change once and in order")
    func changes() async throws {
        var statuses = client.statuses.makeAsyncIterator()
        #expect(await statuses.next() == .disconnected(nil))
        for round in 1...2 {
            async let connecting: Void = client.connect(with: gate)
            #expect(await statuses.next() == .connecting)
            #expect(client.status == .connecting)
            let (clientEnd, peerEnd) = InMemoryTransport.pair()
            gate.openings.add(.success(clientEnd))
            try await connecting
            #expect(await statuses.next() == .connected)
            let peer = RawPeer(peerEnd)
            peer.close(status: .goingAway, reason: "round \(round)")
            let end = ConnectionEnd(status: .goingAway, reason: "round \(round)", isLocal: false)
            #expect(await statuses.next() == .disconnected(end))
        }
    }

    @Test("An attempt that fails throws its error and leaves what was there")
    func failure() async throws {
        try await client.emit("early")
        gate.openings.add(.failure(Unreachable()))
        await #expect(throws: Unreachable()) { try await client.connect(with: gate) }
        #expect(client.status == .disconnected(nil))
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        #expect(await RawPeer(peerEnd).next() == .message(#"{"a":["early"]}"#))
    }

    @Test("Closing gives up attempts, and the link that they open is closed")
    func closingWhileConnecting() async throws {
        let connecting = Task { try await client.connect(with: gate) }
        await gate.attempts.next()
        #expect(client.status == .connecting)
        await client.close()
        #expect(client.status == .disconnected(nil))
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        gate.openings.add(.success(clientEnd))
        await #expect(throws: CancellationError.self) { try await connecting.value }
        #expect(
            await RawPeer(peerEnd).next()
                == .end(TransportEnd(status: .normalClosure, reason: "no longer wanted"))
        )
        #expect(client.status == .disconnected(nil))
    }

    @Test("Of two attempts the later one counts, in whatever order they come to their end")
    func overtaken() async throws {
        let first = Task { try await client.connect(with: gate) }
        await gate.attempts.next()
        let (laterEnd, laterPeerEnd) = InMemoryTransport.pair()
        client.connect(over: laterEnd)
        let later = RawPeer(laterPeerEnd)
        let (firstEnd, firstPeerEnd) = InMemoryTransport.pair()
        gate.openings.add(.success(firstEnd))
        await #expect(throws: CancellationError.self) { try await first.value }
        #expect(
            await RawPeer(firstPeerEnd).next()
                == .end(TransportEnd(status: .normalClosure, reason: "no longer wanted"))
        )
        try await client.emit("hello")
        #expect(await later.next() == .message(#"{"a":["hello"]}"#))
        #expect(client.status == .connected)
    }

    @Test("A link that is over before it is used leaves no connection, and what waits goes out on the next")
    func overAtOnce() async throws {
        try await client.emit("early")
        let seen = Events<String>()
        client.onOpen { seen.add("open") }
        client.onClose { seen.add("close \($0.status)") }
        let (deadEnd, otherEnd) = InMemoryTransport.pair()
        otherEnd.abort()
        client.connect(over: deadEnd)
        #expect(await seen.next(2) == ["open", "close 1006"])
        #expect(client.status == .disconnected(ConnectionEnd(status: .abnormalClosure, reason: "", isLocal: false)))
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        #expect(await RawPeer(peerEnd).next() == .message(#"{"a":["early"]}"#))
        #expect(client.status == .connected)
    }

    @Test("A reader that is far behind misses the oldest changes and not the last")
    func slowReader() async throws {
        var statuses = client.statuses.makeAsyncIterator()
        for _ in 0..<50 {
            let (clientEnd, peerEnd) = InMemoryTransport.pair()
            client.connect(over: clientEnd)
            withExtendedLifetime(peerEnd) {}
            await client.close()
        }
        var last: ConnectionStatus?
        for _ in 0..<16 { last = await statuses.next() }
        guard case .disconnected(let end?) = last else {
            Issue.record("ended with \(String(describing: last))")
            return
        }
        #expect(end.isLocal)
    }

    @Test("The sequence ends with the client, which it does not keep")
    func ends() async throws {
        var client: FairwayClient? = FairwayClient()
        weak let kept = client
        var statuses = try #require(client).statuses.makeAsyncIterator()
        #expect(await statuses.next() == .disconnected(nil))
        client = nil
        #expect(kept == nil)
        #expect(await statuses.next() == nil)
    }
}

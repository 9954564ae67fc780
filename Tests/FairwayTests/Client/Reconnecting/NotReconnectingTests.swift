import FairwayTesting
import Synchronization
import Testing

@testable import Fairway

@Suite("What keeps a client from coming back", .timeLimit(.minutes(1)))
struct NotReconnectingTests {
    private let comeback = Comeback()
    private var client: FairwayClient { comeback.client }
    private let lost = ConnectionEnd(status: .abnormalClosure, reason: "", isLocal: false)

    /// Lets as much time pass as every wait takes, and expects that it changes nothing.
    private func expectRest(_ status: ConnectionStatus) {
        #expect(client.status == status)
        #expect(client.deadlines.isEmpty)
        comeback.clock.advance(by: .seconds(100))
        #expect(client.status == status)
        #expect(client.state.withLock { $0.takeReleased() }.isEmpty)
    }

    @Test("The program has closed it")
    func closed() async throws {
        let peer = try await comeback.connect()
        await client.close(status: 4001)
        expectRest(.disconnected(ConnectionEnd(status: 4001, reason: "", isLocal: true)))
        withExtendedLifetime(peer) {}
    }

    @Test("The program closes it while it waits")
    func closedWhileWaiting() async throws {
        let peer = try await comeback.connect()
        var statuses = await StatusReader(client)
        peer.abort()
        #expect(await statuses.next() == .reconnecting(attempt: 1, after: .milliseconds(500)))
        await comeback.clock.waitForSleeper()
        await client.close()
        #expect(await statuses.next() == .disconnected(lost))
        expectRest(.disconnected(lost))
    }

    @Test("The program closes it in onClose")
    func closedInClose() async throws {
        let peer = try await comeback.connect()
        let seen = Events<Void>()
        client.onClose { [weak client] _ in
            await client?.close()
            seen.add(())
        }
        peer.abort()
        await seen.next()
        expectRest(.disconnected(lost))
    }

    @Test("The program closes it while it attempts to, which cancels the attempt")
    func closedWhileAttempting() async throws {
        let (begun, ended) = (Events<Int>(), Events<Bool>())
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        try await client.connect { attempt in
            if attempt.number == 0 { return Ready(clientEnd) }
            begun.add(attempt.number)
            await waitUntilCancelled()
            ended.add(Task.isCancelled)
            throw Unreachable()
        }
        peerEnd.abort()
        await comeback.pass(.milliseconds(500))
        #expect(await begun.next() == 1)
        #expect(client.status == .connecting)
        await client.close()
        #expect(await ended.next() == true)
        expectRest(.disconnected(lost))
    }

    @Test("The program closes it while an attempt hangs, and the link that comes of it is closed")
    func closedWhileHanging() async throws {
        let (begun, links) = (Events<Int>(), Events<InMemoryTransport>())
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        try await client.connect { attempt in
            if attempt.number == 0 { return Ready(clientEnd) }
            begun.add(attempt.number)
            // It does not care whether it is cancelled.
            return Ready(try #require(await Task { await links.next() }.value))
        }
        peerEnd.abort()
        await comeback.pass(.milliseconds(500))
        #expect(await begun.next() == 1)
        await client.close()
        expectRest(.disconnected(lost))
        let (lateEnd, latePeerEnd) = InMemoryTransport.pair()
        links.add(lateEnd)
        #expect(
            await RawPeer(latePeerEnd).next()
                == .end(TransportEnd(status: .normalClosure, reason: "no longer wanted"))
        )
        expectRest(.disconnected(lost))
    }

    @Test("Its first attempt has failed")
    func firstFails() async throws {
        comeback.fail()
        await #expect(throws: Unreachable()) { try await client.connect(connecting: comeback.connecting) }
        expectRest(.disconnected(nil))
    }

    @Test("Its first attempt is cancelled by closing")
    func firstClosed() async throws {
        let connecting = Task { try await client.connect(connecting: comeback.connecting) }
        _ = await comeback.attempts.next()
        await client.close()
        await #expect(throws: CancellationError.self) { try await connecting.value }
        expectRest(.disconnected(nil))
    }

    @Test("Its policy is never to")
    func never() async throws {
        let client = FairwayClient(reconnecting: .never)
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        var statuses = await StatusReader(client)
        try await client.connect(with: Ready(clientEnd))
        peerEnd.abort()
        #expect(await statuses.next(3) == [.connecting, .connected, .disconnected(lost)])
        #expect(client.deadlines.isEmpty)
    }

    @Test("It was given an open transport, which also takes the place of coming back", arguments: [false, true])
    func openTransport(isWaiting: Bool) async throws {
        if isWaiting {
            let peer = try await comeback.connect()
            var statuses = await StatusReader(client)
            peer.abort()
            #expect(await statuses.next() == .reconnecting(attempt: 1, after: .milliseconds(500)))
        }
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        var statuses = await StatusReader(client)
        #expect(client.status == .connected)
        peerEnd.abort()
        #expect(await statuses.next() == .disconnected(lost))
        expectRest(.disconnected(lost))
    }

    @Test("The program connects while it waits or attempts to, at once", arguments: [false, true], [false, true])
    func takenOver(isAttempting: Bool, succeeds: Bool) async throws {
        let peer = try await comeback.connect()
        var statuses = await StatusReader(client)
        peer.abort()
        #expect(await statuses.next() == .reconnecting(attempt: 1, after: .milliseconds(500)))
        if isAttempting {
            await comeback.pass(.milliseconds(500))
            #expect(await comeback.attempts.next()?.number == 1)
        }
        guard succeeds else {
            await #expect(throws: Unreachable()) {
                try await client.connect { _ throws -> any TransportConnector in throw Unreachable() }
            }
            return expectRest(.disconnected(lost))
        }
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        try await client.connect(with: Ready(clientEnd))
        expectRest(.connected)
        withExtendedLifetime(peerEnd) {}
    }

    @Test("The program is connecting anew when the connection is lost")
    func lostWhileConnecting() async throws {
        let first = try await comeback.connect()
        let connecting = Task { try await client.connect(connecting: comeback.connecting) }
        _ = await comeback.attempts.next()
        var statuses = await StatusReader(client)
        first.abort()
        #expect(await statuses.next() == .connecting)
        comeback.fail()
        await #expect(throws: Unreachable()) { try await connecting.value }
        expectRest(.disconnected(lost))
    }

    @Test("The program has let it go while it waits or attempts to", arguments: [false, true])
    func letGo(isAttempting: Bool) async throws {
        let clock = ManualClock()
        let (begun, ended) = (Events<Int>(), Events<Bool>())
        func leave() async throws -> WeakReference<FairwayClient> {
            var configuration = ConnectionConfiguration()
            configuration.clock = clock
            let client = FairwayClient(configuration: configuration)
            let (clientEnd, peerEnd) = InMemoryTransport.pair()
            try await client.connect { attempt in
                if attempt.number == 0 { return Ready(clientEnd) }
                begun.add(attempt.number)
                await waitUntilCancelled()
                ended.add(Task.isCancelled)
                throw Unreachable()
            }
            peerEnd.abort()
            await clock.waitForSleeper()
            if isAttempting {
                clock.advance(by: .seconds(20))
                #expect(await begun.next() == 1)
            }
            return WeakReference(client)
        }
        let client = try await leave()
        // What ended last is let go by tasks that have yet to return.
        await eventually { client.isGone }
        if isAttempting { #expect(await ended.next() == true) }
    }
}

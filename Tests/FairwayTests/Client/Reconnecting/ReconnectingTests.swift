import FairwayTesting
import Testing

@testable import Fairway

@Suite("A client that has lost its connection comes back", .timeLimit(.minutes(1)))
struct ReconnectingTests {
    private let comeback = Comeback()
    private var client: FairwayClient { comeback.client }

    @Test("After delays that double, until an attempt succeeds")
    func delays() async throws {
        let peer = try await comeback.connect()
        var statuses = await StatusReader(client)
        peer.abort()
        for (number, seconds) in [0.5, 1, 2, 4, 8, 16, 20, 20].enumerated() {
            #expect(await statuses.next() == .reconnecting(attempt: number + 1, after: .seconds(seconds)))
            await comeback.pass(.seconds(seconds) - .nanoseconds(1))
            #expect(client.status == .reconnecting(attempt: number + 1, after: .seconds(seconds)))
            await comeback.pass(.nanoseconds(1))
            #expect(await statuses.next() == .connecting)
            #expect(await comeback.attempts.next()?.number == number + 1)
            comeback.fail()
        }
        #expect(await statuses.next() == .reconnecting(attempt: 9, after: .seconds(20)))
        let next = comeback.open()
        await comeback.pass(.seconds(20))
        #expect(await statuses.next(2) == [.connecting, .connected])
        withExtendedLifetime(next) {}
    }

    @Test("With handlers and hooks, and with what was emitted meanwhile in order; requests fail at once")
    func afterwards() async throws {
        let seen = Events<String>()
        client.onOpen { seen.add("open") }
        client.onClose { seen.add("close \($0.status)") }
        client.on("hello") { (name: String) in seen.add("hello \(name)") }
        let first = try await comeback.connect()
        #expect(await seen.next() == "open")
        var statuses = await StatusReader(client)
        first.abort()
        #expect(await statuses.next() == .reconnecting(attempt: 1, after: .milliseconds(500)))
        for number in 1...10 { try await client.emit("count", number) }
        await #expect(throws: EmitError.notConnected) { try await client.emit("count", 11) }
        await #expect(throws: RequestError.notConnected) { try await client.request("ask") }
        let second = comeback.open()
        await comeback.pass(.milliseconds(500))
        for number in 1...10 { #expect(await second.next() == .message(#"{"a":["count",\#(number)]}"#)) }
        #expect(await seen.next(2) == ["close 1006", "open"])
        try second.send(#"{"a":["hello","Ada"]}"#)
        #expect(await seen.next() == "hello Ada")
        try await client.emit("count", 12)
        #expect(await second.next() == .message(#"{"a":["count",12]}"#))
    }

    @Test("From the first delay where the connection has lasted, and else from where it was")
    func startingOver() async throws {
        var peer = try await comeback.connect()
        var statuses = await StatusReader(client)
        // A server that accepts and hangs up.
        for (number, seconds) in [0.5, 1, 2].enumerated() {
            peer.close()
            #expect(await statuses.next() == .reconnecting(attempt: number + 1, after: .seconds(seconds)))
            peer = comeback.open()
            await comeback.pass(.seconds(seconds))
            #expect(await statuses.next(2) == [.connecting, .connected])
        }
        comeback.clock.advance(by: .seconds(20) - .nanoseconds(1))
        peer.close()
        #expect(await statuses.next() == .reconnecting(attempt: 4, after: .seconds(4)))
        peer = comeback.open()
        await comeback.pass(.seconds(4))
        #expect(await statuses.next(2) == [.connecting, .connected])
        comeback.clock.advance(by: .seconds(20))
        peer.close()
        #expect(await statuses.next() == .reconnecting(attempt: 1, after: .milliseconds(500)))
    }

    @Test(
        "Whoever ended it, but for the program itself",
        arguments: [StatusCode.normalClosure, .goingAway, .policyViolation, 4001]
    )
    func closedByServer(status: StatusCode) async throws {
        let peer = try await comeback.connect()
        var statuses = await StatusReader(client)
        peer.close(status: status)
        #expect(await statuses.next() == .reconnecting(attempt: 1, after: .milliseconds(500)))
    }

    @Test("Also where this side has ended it because the server broke a rule")
    func brokenRule() async throws {
        let peer = try await comeback.connect()
        let seen = Events<ConnectionEnd>()
        client.onClose { seen.add($0) }
        try peer.send(bytes: [0xFF])
        #expect(await seen.next()?.isLocal == true)
        #expect(client.status == .reconnecting(attempt: 1, after: .milliseconds(500)))
    }

    @Test("And tells each attempt what went before")
    func attempts() async throws {
        comeback.fail()
        await #expect(throws: Unreachable()) { try await client.connect(connecting: comeback.connecting) }
        let failed = try #require(await comeback.attempts.next())
        #expect(failed.number == 0 && failed.lastEnd == nil && failed.lastFailure == nil)
        let peer = try await comeback.connect()
        let first = try #require(await comeback.lose(peer))
        #expect(first.number == 1 && first.lastEnd?.status == .abnormalClosure && first.lastFailure == nil)
        comeback.fail()
        await comeback.pass(.seconds(1))
        let second = try #require(await comeback.attempts.next())
        #expect(second.number == 2 && second.lastFailure as? Unreachable == Unreachable())
        let next = comeback.open()
        let third = try #require(await comeback.lose(next))
        #expect(third.number == 3 && third.lastFailure == nil)
    }

    @Test("And tells onError of each attempt that fails, and the log")
    func failures() async throws {
        let log = RecordingLog()
        let comeback = Comeback(log.configuration)
        let errors = Events<any Error>()
        comeback.client.onError { errors.add($0) }
        let peer = try await comeback.connect()
        _ = await comeback.lose(peer)
        comeback.fail()
        let error = try #require(await errors.next() as? ReconnectError)
        #expect(error.attempt == 1 && error.nextDelay == .seconds(1))
        #expect(error.underlying as? Unreachable == Unreachable())
        #expect(error.description == "attempt 1 to reconnect failed: Unreachable()")
        #expect(log.lines.last == RecordedLine(.reconnectFailed, ["attempt": "1", "reason": "Unreachable()"]))
    }

    @Test("Once onClose has run")
    func onCloseFirst() async throws {
        let peer = try await comeback.connect()
        let seen = Events<String>()
        let release = Latch()
        client.onClose { _ in
            seen.add("closing")
            await release.wait()
            seen.add("closed")
        }
        client.onOpen { seen.add("open") }
        var statuses = await StatusReader(client)
        peer.abort()
        #expect(await seen.next() == "closing")
        let next = comeback.open()
        await comeback.pass(.milliseconds(500))
        #expect(await statuses.next(2) == [.reconnecting(attempt: 1, after: .milliseconds(500)), .connecting])
        release.open()
        #expect(await seen.next(2) == ["closed", "open"])
        #expect(await statuses.next() == .connected)
        withExtendedLifetime(next) {}
    }

    @Test("With a connector as well, and to a server in memory")
    func connector() async throws {
        let server = FairwayServer()
        let opens = Events<Int>()
        server.onOpen { opens.add($0.id.rawValue) }
        server.on("double") { (number: Int) in 2 * number }
        try await client.connect(to: server)
        #expect(await opens.next() == 1)
        #expect(try await client.request("double", 4) == 8)
        var statuses = await StatusReader(client)
        server.clients.first?.close()
        #expect(await statuses.next() == .reconnecting(attempt: 1, after: .milliseconds(500)))
        // What slept for the request's time limit may still sleep, so that a sleeper does not tell that the delay has begun.
        while !Task.isCancelled, client.status != .connected {
            comeback.clock.advance(by: .milliseconds(500))
            await Task.yield()
        }
        #expect(await opens.next() == 2)
        #expect(try await client.request("double", 5) == 10)
        await client.close()
    }
}

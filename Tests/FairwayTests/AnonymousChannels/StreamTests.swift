import FairwayTesting
import Synchronization
import Testing

@testable import Fairway

@Suite("A stream between two ends", .timeLimit(.minutes(1)))
struct StreamTests {
    private let server = FairwayServer()
    private let client = FairwayClient()

    init() async throws {
        server.on("count") { (last: Int) in Counted(last) }
        server.on("fail") { (words: String) in Counted(2, then: Refusal(message: words)) }
        server[Board.self].on(Board.ToServer.watch) { _, place in
            AsyncThrowingStream<Board.Note, any Error> {
                $0.yield(Board.Note(tags: ["one"]))
                $0.finish(throwing: Board.PinError.locked(until: place))
            }
        }
        try await client.connect(to: server)
    }

    @Test("Gives every value in order, also to a reader slower than the other side", arguments: [0, 1, 7, 64, 10_000])
    func values(last: Int) async throws {
        var seen = 0
        for try await value in try await client.stream("count", last, of: Int.self) {
            seen += 1
            #expect(value == seen)
        }
        #expect(seen == last)
        await expectNothingRuns(server, client)
    }

    @Test("Throws the error in the middle, after the values before it")
    func failing() async throws {
        var seen: [Int] = []
        let error = await #expect(throws: RemoteError.self) {
            for try await value in try await client.stream("fail", "no more", of: Int.self) { seen.append(value) }
        }
        #expect(error?.message == "no more" && seen == [1, 2])
        await expectNothingRuns(server, client)
    }

    @Test("Throws the error that the schema declares")
    func declared() async throws {
        var seen: [Board.Note] = []
        await #expect(throws: Board.PinError.locked(until: 4)) {
            for try await note in try await client[Board.self].watch(place: 4) { seen.append(note) }
        }
        #expect(seen == [Board.Note(tags: ["one"])])
    }

    @Test("Ends for the other side when the loop is left")
    func leaving() async throws {
        let stopped = Events<Int>()
        server.on("forever") { Forever(stopped: stopped) }
        for try await value in try await client.stream("forever", of: Int.self) where value == 3 { break }
        // The last value is at most what credit had been granted for when the loop was left.
        #expect(try #require(await stopped.next()) <= 3 + 8 + 64)
        await expectNothingRuns(server, client)
    }

    @Test("Ends for the other side when the task is cancelled, and the loop with CancellationError")
    func cancelling() async throws {
        server.on("silence") {
            AsyncStream<Int> {
                await waitUntilCancelled(); return nil
            }
        }
        let task = Task { [client] in
            for try await _ in try await client.stream("silence", of: Int.self) {}
        }
        await eventually { server.clients.first?.connection.state.withLock(\.channels.count) == 1 }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await expectNothingRuns(server, client)
    }

    @Test("Ends for the other side when nobody holds it any more, and is read once")
    func lettingGo() async throws {
        _ = try await client.stream("count", 5, of: Int.self)
        await expectNothingRuns(server, client)
        let stream = try await client.stream("count", 5, of: Int.self)
        for try await _ in stream { break }
        await #expect(throws: RequestError.channelClosed) { for try await _ in stream {} }
        let whole = try await client.stream("count", 5, of: Int.self)
        for try await _ in whole {}
        for try await _ in whole { Issue.record("a stream that has ended has no values") }
    }

    @Test("Ends with the connection, with an error for the loop and a reason for the handler")
    func connectionEnding() async throws {
        let reasons = Events<CancellationReason?>()
        server.on("silence") {
            AsyncStream<Int> {
                await waitUntilCancelled()
                reasons.add(CancellationReason.current)
                return nil
            }
        }
        let task = Task { [client] in
            for try await _ in try await client.stream("silence", of: Int.self) {}
        }
        await eventually { server.clients.first?.connection.state.withLock(\.channels.count) == 1 }
        // The handler waits for the first value once it has been asked to start.
        try await client.emit("settle")
        server.clients.first?.close(status: .goingAway)
        await #expect(throws: RequestError.connectionClosed) { try await task.value }
    }

    @Test("Is refused where the other side answers with something else, or opens what nobody asked for")
    func wrongAnswers() async throws {
        server.on("plain") { 5 }
        await #expect(throws: RequestError.unreadableAnswer("'plain' was answered without a channel")) {
            _ = try await client.stream("plain", of: Int.self)
        }
        await #expect(throws: RequestError.unreadableAnswer("the answer opens a channel that nobody asked for")) {
            try await client.request("count", 3)
        }
        await expectNothingRuns(server, client)
    }

    @Test("A value that does not convert ends it on both sides")
    func unreadable() async throws {
        server.on("mixed") {
            AsyncStream<JSONValue> {
                $0.yield(1); $0.yield("two"); $0.finish()
            }
        }
        var seen: [Int] = []
        let error = await #expect(throws: RequestError.self) {
            for try await value in try await client.stream("mixed", of: Int.self) { seen.append(value) }
        }
        #expect(seen == [1])
        #expect(error == .unreadableAnswer("a value of 'mixed': expected an integer, got string \"two\""))
        await expectNothingRuns(server, client)
    }

    @Test("A second loop does not wait for ever when the first one leaves", arguments: 1...20)
    func secondLoop(round: Int) async throws {
        server.on("silence") {
            AsyncStream<Int> {
                await waitUntilCancelled()
                return nil
            }
        }
        let stream = try await client.stream("silence", of: Int.self)
        let loops = (0..<2).map { _ in Task { for try await _ in stream {} } }
        for _ in 0..<round { await Task.yield() }
        loops[0].cancel()
        await #expect(throws: CancellationError.self) { try await loops[0].value }
        await #expect(throws: RequestError.channelClosed) { try await loops[1].value }
        await expectNothingRuns(server, client)
    }

    @Test("No credit is granted for more values than may wait", arguments: [1, 4, 40])
    func smallBounds(waitingValues: Int) async throws {
        var configuration = ConnectionConfiguration()
        configuration.maximumWaitingValues = waitingValues
        let client = FairwayClient(configuration: configuration)
        try await client.connect(to: server)
        var seen = 0
        for try await value in try await client.stream("count", 200, of: Int.self) {
            seen += 1
            #expect(value == seen)
            // Time for as many as the other side may send.
            if seen.isMultiple(of: 50) { try await client.emit("settle") }
            for _ in 0..<20 { await Task.yield() }
        }
        #expect(seen == 200)
    }

    @Test("Let go when it has ended, and before the connection has noted that, it says nothing to the other side")
    func lettingGoAtTheEnd() async throws {
        let peer = RawPeer(connectingTo: server)
        let remote = try #require(server.clients.last)
        let number = 1 << 30
        let opened = Task { try await remote.stream("count", of: Int.self) }
        #expect(await peer.next() == .message(#"{"i":\#(number),"a":["count"]}"#))
        try peer.send(#"{"i":\#(number),"h":1}"#)
        do {
            let stream = try await opened.value
            guard case .reading(let reader)? = remote.connection.state.withLock({ $0.channels.role(of: number) }) else {
                Issue.record("nobody reads the stream")
                return
            }
            reader.fail(StreamOverflow())
            await #expect(throws: StreamOverflow.self) { for try await _ in stream {} }
        }
        try await remote.emit("after")
        #expect(await peer.next() == .message(#"{"a":["after"]}"#))
    }

    @Test("A server asks its client for one as well")
    func fromServer() async throws {
        client.on("count") { (last: Int) in Counted(last) }
        let remote = try #require(server.clients.first)
        var seen: [Int] = []
        for try await value in try await remote.stream("count", 3, of: Int.self) { seen.append(value) }
        #expect(seen == [1, 2, 3])
    }
}

/// Counts on until it is cancelled, and tells how far it has come.
private struct Forever: AsyncSequence, Sendable {
    let stopped: Events<Int>

    struct AsyncIterator: AsyncIteratorProtocol {
        let stopped: Events<Int>
        let last = Last()

        final class Last {
            var value = 0
            var stopped: Events<Int>?
            deinit { stopped?.add(value) }
        }

        mutating func next() async -> Int? {
            last.stopped = stopped
            last.value += 1
            return last.value
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(stopped: stopped) }
}

import FairwayTesting
import Synchronization
import Testing

@testable import Fairway

@Suite("An outbound buffer without room", .timeLimit(.minutes(1)))
struct OverflowTests {
    private let log = RecordingLog()

    private func server(
        _ overflow: OutboundOverflow,
        waiting: Int = 1024,
        clock: any Clock<Duration> = ContinuousClock()
    ) -> FairwayServer {
        var configuration = log.configuration
        configuration.outboundOverflow = overflow
        configuration.maximumWaitingEmits = waiting
        configuration.clock = clock
        return FairwayServer(configuration: configuration)
    }

    /// A client behind a buffer of 1,000 bytes, of which more than 250 make it fall behind. Nothing is taken from it yet.
    private func slowClient(of server: FairwayServer) throws -> (client: Client, end: InMemoryTransport) {
        let (peerEnd, serverEnd) = InMemoryTransport.pair(bufferLimit: 1_000)
        return (try #require(server.accept(serverEnd)), peerEnd)
    }

    private let filler = String(repeating: "x", count: 300)

    private func frame(_ name: String, _ number: Int) -> RawPeer.Received {
        .message(#"{"a":["\#(name)",\#(number)]}"#)
    }

    /// Emits until something is thrown.
    private func fill(_ client: Client) async -> (count: Int, error: (any Error)?) {
        var count = 0
        do {
            while count < 1_000 {
                try await client.emit("at", count)
                count += 1
            }
            return (count, nil)
        } catch {
            return (count, error)
        }
    }

    private func wait(until count: Int, in connection: Connection) async {
        await eventually { connection.room?.messages.withLock({ $0.count }) == count }
    }

    // MARK: Close

    @Test("Closes the connection, so that the peer knows that it has missed something, and the others get it")
    func closing() async throws {
        let server = server(.close)
        let ends = Events<ConnectionEnd>()
        server.onClose { _, end in ends.add(end) }
        let (client, end) = try slowClient(of: server)
        let other = RawPeer(connectingTo: server)
        let (count, error) = await fill(client)
        #expect(error as? EmitError == .bufferFull)
        await #expect(throws: EmitError.notConnected) { try await client.emit("late") }
        #expect(try await server.emit("said").isEmpty)
        #expect(await other.next() == .message(#"{"a":["said"]}"#))

        let peer = RawPeer(end)
        for number in 0..<count { #expect(await peer.next() == frame("at", number)) }
        #expect(await peer.next() == .end(TransportEnd(status: .tryAgainLater, reason: "events are not read")))
        #expect(await ends.next()?.isLocal == true)
        #expect(log.lines == [RecordedLine(.unreadEvents, ["client": "1"])])
    }

    @Test("Is the default, and a broadcast closes it as well and names the client")
    func broadcast() async throws {
        let server = FairwayServer(configuration: log.configuration)
        let (slow, end) = try slowClient(of: server)
        let peer = RawPeer(connectingTo: server)
        #expect(try await server.emit("fill", filler).isEmpty)
        let text = String(repeating: "y", count: 800)
        let failures = try await server.emit("said", text)
        #expect(failures.map(\.client) == [slow])
        #expect(failures.first?.underlying as? EmitError == .bufferFull)
        #expect(!slow.isOpen)
        #expect(await peer.next() == .message(#"{"a":["fill","\#(filler)"]}"#))
        #expect(await peer.next() == .message(#"{"a":["said","\#(text)"]}"#))
        end.abort()
    }

    @Test("Leaves the connection where a request does not fit, for its caller cannot overlook it")
    func request() async throws {
        let (client, end) = try slowClient(of: server(.close))
        try await client.emit("fill", String(repeating: "x", count: 900))
        await #expect(throws: RequestError.bufferFull) { try await client.request("ask", filler) as Int }
        #expect(client.isOpen)
        end.abort()
    }

    // MARK: Fail

    @Test("Throws and leaves the connection, which goes on when the peer has read")
    func failing() async throws {
        let server = server(.fail)
        let (client, end) = try slowClient(of: server)
        let (count, error) = await fill(client)
        #expect(error as? EmitError == .bufferFull)
        #expect(client.isOpen)
        let failures = try await server.emit("said", filler)
        #expect(failures.map { $0.underlying as? EmitError } == [.bufferFull])
        let peer = RawPeer(end)
        for number in 0..<count { #expect(await peer.next() == frame("at", number)) }
        try await client.emit("at", 7)
        #expect(await peer.next() == frame("at", 7))
        #expect(log.lines == [])
    }

    // MARK: Wait

    @Test("Waits, and everything arrives in order when the peer reads")
    func waiting() async throws {
        let (client, end) = try slowClient(of: server(.wait))
        let sending = Task { await fill(client) }
        await wait(until: 1, in: client.connection)
        #expect(client.connection.transport.isBehind)
        let peer = RawPeer(end)
        for number in 0..<1_000 { #expect(await peer.next() == frame("at", number)) }
        let (count, error) = await sending.value
        #expect(count == 1_000)
        #expect(error == nil)
        #expect(client.connection.room?.isEmpty == true)
    }

    @Test("Those who wait get their turn in the order of the calls, requests among them; nothing overtakes them")
    func order() async throws {
        let server = server(.wait)
        let (client, end) = try slowClient(of: server)
        let other = RawPeer(connectingTo: server)
        try await client.emit("fill", filler)
        var tasks: [Task<Void, any Error>] = []
        for number in 0..<20 {
            tasks.append(
                Task {
                    if number == 10 {
                        #expect(try await client.request("ask", number) as Int == 11)
                    } else {
                        try await client.emit("at", number)
                    }
                }
            )
            await wait(until: number + 1, in: client.connection)
        }
        // A broadcast waits for nobody, and what can be missed is dropped.
        let failures = try await server.emit("said")
        #expect(failures.map(\.client) == [client])
        #expect(failures.first?.underlying as? EmitError == .bufferFull)
        #expect(await other.next() == .message(#"{"a":["said"]}"#))
        try await client.emit("volatile", delivery: .volatile)
        #expect(client.droppedEvents == 1)

        let peer = RawPeer(end)
        #expect(await peer.next() == .message(#"{"a":["fill","\#(filler)"]}"#))
        for number in 0..<20 {
            if number == 10 {
                #expect(await peer.next() == .message(#"{"i":1,"a":["ask",10]}"#))
                try peer.send(#"{"i":1,"d":11}"#)
            } else {
                #expect(await peer.next() == frame("at", number))
            }
        }
        for task in tasks { try await task.value }
    }

    @Test("One that is cancelled while it waits is not sent")
    func cancellation() async throws {
        let (client, end) = try slowClient(of: server(.wait))
        try await client.emit("fill", filler)
        let first = Task { try await client.emit("at", 1) }
        await wait(until: 1, in: client.connection)
        let asking = Task { try await client.request("ask") as Int }
        await wait(until: 2, in: client.connection)
        let last = Task { try await client.emit("at", 2) }
        await wait(until: 3, in: client.connection)
        first.cancel()
        asking.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        await #expect(throws: CancellationError.self) { try await asking.value }
        let peer = RawPeer(end)
        #expect(await peer.next() == .message(#"{"a":["fill","\#(filler)"]}"#))
        #expect(await peer.next() == frame("at", 2))
        try await last.value
        #expect(client.connection.state.withLock { $0.pending.isEmpty })
    }

    @Test("The time limit of a request holds while it waits, and it is not sent then")
    func timeLimit() async throws {
        let (client, end) = try slowClient(of: server(.wait))
        try await client.emit("fill", filler)
        await #expect(throws: RequestError.timedOut) {
            try await client.request("ask", timeout: .milliseconds(1)) as Int
        }
        #expect(client.connection.room?.isEmpty == true)
        let peer = RawPeer(end)
        #expect(await peer.next() == .message(#"{"a":["fill","\#(filler)"]}"#))
        try await client.emit("at", 1)
        #expect(await peer.next() == frame("at", 1))
    }

    @Test("An event waits as long as a request does, also where no round trip ever ends, and is not sent then")
    func timeLimitOfEvent() async throws {
        let clock = ManualClock()
        let server = server(.wait, clock: clock)
        let (client, end) = try slowClient(of: server)
        try await client.emit("fill", filler)
        let emitting = Task { try await client.emit("at", 1) }
        await wait(until: 1, in: client.connection)
        await clock.waitForSleeper()
        clock.advance(by: .seconds(29))
        let later = Task { try await client.emit("at", 2) }
        await wait(until: 2, in: client.connection)
        clock.advance(by: .seconds(1))
        await #expect(throws: EmitError.bufferFull) { try await emitting.value }
        #expect(client.isOpen)
        let peer = RawPeer(end)
        #expect(await peer.next() == .message(#"{"a":["fill","\#(filler)"]}"#))
        #expect(await peer.next() == frame("at", 2))
        try await later.value
        #expect(server.deadlines.isEmpty)
    }

    @Test(
        "The end of the connection ends the wait, whoever brings it about",
        arguments: ["close", "abort", "shutdown"]
    )
    func end(how: String) async throws {
        let server = server(.wait)
        let (client, end) = try slowClient(of: server)
        try await client.emit("fill", filler)
        let emitting = Task { try await client.emit("at", 1) }
        await wait(until: 1, in: client.connection)
        let asking = Task { try await client.request("ask") as Int }
        await wait(until: 2, in: client.connection)
        switch how {
        case "close": client.close()
        case "abort": end.abort()
        default: Task { await server.close() }
        }
        await #expect(throws: EmitError.notConnected) { try await emitting.value }
        await #expect(throws: RequestError.connectionClosed) { try await asking.value }
        await #expect(throws: EmitError.notConnected) { try await client.emit("late") }
        end.abort()
    }

    @Test("No more than the bound wait")
    func bound() async throws {
        let (client, end) = try slowClient(of: server(.wait, waiting: 2))
        try await client.emit("fill", filler)
        for number in 1...2 {
            Task { try await client.emit("at", number) }
            await wait(until: number, in: client.connection)
        }
        await #expect(throws: EmitError.bufferFull) { try await client.emit("at", 3) }
        await #expect(throws: RequestError.bufferFull) { try await client.request("ask") as Int }
        #expect(client.isOpen)
        let peer = RawPeer(end)
        #expect(await peer.next() == .message(#"{"a":["fill","\#(filler)"]}"#))
        for number in 1...2 { #expect(await peer.next() == frame("at", number)) }
    }

    @Test("What never fits is given up, and those behind it go on")
    func tooLarge() async throws {
        let server = server(.wait)
        let (client, end) = try slowClient(of: server)
        let peer = RawPeer(end)
        let large = String(repeating: "x", count: 2_000)
        let giving = Task { try await client.emit("large", large) }
        try await client.emit("at", 1)
        await #expect(throws: EmitError.bufferFull) { try await giving.value }
        try await client.emit("at", 2)
        for number in 1...2 { #expect(await peer.next() == frame("at", number)) }
    }

    @Test("Answers do not wait: the rest of the buffer is theirs, and one that does not fit ends the connection")
    func answers() async throws {
        let server = server(.wait)
        server.on("short") { 1 }
        server.on("long") { String(repeating: "y", count: 900) }
        let (client, end) = try slowClient(of: server)
        try await client.emit("fill", filler)
        let emitting = Task { try await client.emit("at", 1) }
        await wait(until: 1, in: client.connection)
        try end.send(EncodedMessage(bytes: Array(#"{"i":1,"a":["short"]}"#.utf8)))
        try end.send(EncodedMessage(bytes: Array(#"{"i":2,"a":["long"]}"#.utf8)))
        await #expect(throws: EmitError.notConnected) { try await emitting.value }
        let peer = RawPeer(end)
        #expect(await peer.next() == .message(#"{"a":["fill","\#(filler)"]}"#))
        #expect(await peer.next() == .message(#"{"i":1,"d":1}"#))
        #expect(await peer.next() == .end(TransportEnd(status: .tryAgainLater, reason: "answers are not read")))
        withExtendedLifetime(client) {}
    }

    @Test("What waits in a conversation ends with it")
    func conversation() async throws {
        let server = server(.wait)
        let errors = Events<EmitError?>()
        let boards = Events<RemoteClient<UntypedConversation>>()
        server.on(opening: "talk") { board in boards.add(board) }
        let (client, end) = try slowClient(of: server)
        try end.send(EncodedMessage(bytes: Array(#"{"i":7,"a":["talk"]}"#.utf8)))
        let board = try #require(await boards.next())
        await eventually { client.connection.state.withLock { !$0.channels.isOpening(7) } }
        try await board.emit("fill", filler)
        Task { do { try await board.emit("said") } catch { errors.add(error as? EmitError) } }
        await wait(until: 1, in: client.connection)
        board.abort("enough")
        #expect(await errors.next() == .channelClosed)
        #expect(client.connection.room?.isEmpty == true)
        end.abort()
    }

    @Test("A client program keeps for its next connection what waited on one that ends")
    func clientProgram() async throws {
        var configuration = log.configuration
        configuration.outboundOverflow = .wait
        let client = FairwayClient(configuration: configuration)
        let (clientEnd, peerEnd) = InMemoryTransport.pair(bufferLimit: 1_000)
        client.connect(over: clientEnd)
        try await client.emit("fill", filler)
        let emitting = Task { try await client.emit("at", 1) }
        let connection = try client.openConnection()
        await wait(until: 1, in: connection)
        peerEnd.abort()
        try await emitting.value
        let (nextEnd, nextPeerEnd) = InMemoryTransport.pair()
        client.connect(over: nextEnd)
        #expect(await RawPeer(nextPeerEnd).next() == frame("at", 1))
    }
}

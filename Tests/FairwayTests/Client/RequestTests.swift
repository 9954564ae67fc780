import FairwayTesting
import Testing

@testable import Fairway

@Suite("A request of ours ends in exactly one way")
struct RequestTests {
    private let clock = ManualClock()
    private let client: FairwayClient
    private let peer: RawPeer

    init() {
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        configuration.maximumPendingRequests = 3
        client = FairwayClient(configuration: configuration)
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        peer = RawPeer(peerEnd)
    }

    @Test("By its answer, with numbers that count up")
    func answers() async throws {
        for id in 1...3 {
            async let sum: Int = client.of("math").request("add", id, 2)
            #expect(await peer.next() == .message(#"{"i":\#(id),"c":"math","a":["add",\#(id),2]}"#))
            try peer.send(#"{"i":\#(id),"d":\#(id + 2)}"#)
            #expect(try await sum == id + 2)
        }
    }

    @Test("By an answer without a value", arguments: [#"{"i":1}"#, #"{"i":1,"d":null}"#, #"{"d":[7],"i":1}"#])
    func acknowledgement(frame: String) async throws {
        async let done: Void = client.request("leave")
        #expect(await peer.next() == .message(#"{"i":1,"a":["leave"]}"#))
        try peer.send(frame)
        try await done
    }

    @Test(
        "By a rejection, which arrives whole",
        arguments: [
            (#"{"i":1,"e":"no"}"#, RemoteError(message: "no")),
            (
                #"{"i":1,"e":{"message":"no","code":"E1","details":[1]},"_":1}"#,
                RemoteError(message: "no", code: "E1", details: [1])
            ),
            (#"{"i":1,"e":null}"#, RemoteError(message: "request was rejected")),
            (#"{"i":1,"e":7,"_":0}"#, RemoteError(message: "request was rejected", details: 7)),
        ]
    )
    func rejection(frame: String, error: RemoteError) async throws {
        let done = Task { try await client.request("leave") }
        _ = await peer.next()
        try peer.send(frame)
        await #expect(throws: error) { try await done.value }
    }

    @Test(
        "By an answer that is not what was asked for",
        arguments: [
            (#"{"i":1,"d":["x"]}"#, "answer of 'count' at '[0]': expected an integer, got string \"x\""),
            (#"{"i":1}"#, "'count' was answered without a value"),
            (#"{"i":1,"d":[\#(String(repeating: "[", count: 200))}"#, "nested deeper than 128 levels"),
        ]
    )
    func unreadable(frame: String, message: String) async throws {
        let numbers = Task { try await client.request("count") as [Int] }
        _ = await peer.next()
        try peer.send(frame)
        await #expect(throws: RequestError.unreadableAnswer(message)) { try await numbers.value }
    }

    @Test("By its time limit, of which the peer is told once")
    func timeout() async throws {
        let done = Task { try await client.request("slow", timeout: .seconds(5)) }
        _ = await peer.next()
        await clock.waitForSleeper()
        clock.advance(by: .seconds(5))
        await #expect(throws: RequestError.timedOut) { try await done.value }
        #expect(await peer.next() == .message(#"{"i":1,"x":{"message":"timed out"},"_":1}"#))
        try peer.send(#"{"i":1,"d":1}"#)
        try await expectAlive()
    }

    @Test(
        "By nothing where its time limit is longer than clocks can count",
        arguments: [Duration.seconds(Int64.max), .nanoseconds(Int64.max), .seconds(Int64.max) * 2]
    )
    func endlessTimeout(limit: Duration) async throws {
        let client = FairwayClient()
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        let peer = RawPeer(peerEnd)
        async let answer: Int = client.request("slow", timeout: limit)
        #expect(await peer.next() == .message(#"{"i":1,"a":["slow"]}"#))
        // The sleeper of the first has begun once a second one is asked for.
        async let second: Int = client.request("slow", timeout: limit)
        #expect(await peer.next() == .message(#"{"i":2,"a":["slow"]}"#))
        try peer.send(#"{"i":1,"d":1}"#)
        try peer.send(#"{"i":2,"d":2}"#)
        #expect(try await [answer, second] == [1, 2])
    }

    @Test(
        "By its time limit at once, where that is none or less",
        arguments: [Duration.zero, .seconds(-1), .seconds(Int64.min)]
    )
    func noTime(limit: Duration) async throws {
        await #expect(throws: RequestError.timedOut) { try await client.request("slow", timeout: limit) }
    }

    @Test("By its task's cancellation, of which the peer is told once")
    func cancellation() async throws {
        let task = Task { try await client.request("slow") }
        _ = await peer.next()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(await peer.next() == .message(#"{"i":1,"x":{"message":"cancelled"},"_":1}"#))
        try await expectAlive()
    }

    @Test("A task that is already cancelled sends nothing")
    func cancelledBefore() async throws {
        let task = Task {
            await waitUntilCancelled()
            await #expect(throws: CancellationError.self) { try await client.request("never") }
            await #expect(throws: CancellationError.self) { try await client.emit("never") }
            await #expect(throws: CancellationError.self) { try await FairwayClient().request("never") }
        }
        task.cancel()
        await task.value
        try await expectAlive(id: 1)
    }

    @Test("By the end of the connection")
    func connectionEnds() async throws {
        let done = Task { try await client.request("slow") }
        _ = await peer.next()
        peer.abort()
        await #expect(throws: RequestError.connectionClosed) { try await done.value }
        await #expect(throws: RequestError.notConnected) { try await client.request("more") }
    }

    @Test("No more than the limit are pending")
    func limit() async throws {
        let tasks = (1...3).map { _ in Task { try await client.request("slow") } }
        for _ in tasks { _ = await peer.next() }
        await #expect(throws: RequestError.tooManyPending) { try await client.request("more") }
        for task in tasks { task.cancel() }
    }

    @Test("An argument that cannot be sent gives its number back")
    func unsendable() async throws {
        await #expect(throws: ConversionError.self) { try await client.request("add", Double.nan) }
        try await expectAlive(id: 2)
    }

    @Test("An answer that opens a channel nobody asked for is aborted")
    func openedChannel() async throws {
        let done = Task { try await client.request("x") }
        _ = await peer.next()
        try peer.send(#"{"i":1,"h":1}"#)
        #expect(await peer.next() == .message(#"{"h":1,"x":{"message":"nobody asked for a channel"},"_":1}"#))
        await #expect(throws: RequestError.self) { try await done.value }
    }

    private func expectAlive(id: Int = 2) async throws {
        async let pong: String = client.request("ping")
        #expect(await peer.next() == .message(#"{"i":\#(id),"a":["ping"]}"#))
        try peer.send(#"{"i":\#(id),"d":"pong"}"#)
        #expect(try await pong == "pong")
    }
}

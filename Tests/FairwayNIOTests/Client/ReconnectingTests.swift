import Fairway
import FairwayNIO
import FairwayTesting
import Testing

@Suite("A client comes back over a socket", .timeLimit(.minutes(1)))
struct ReconnectingTests {
    private let clock = ManualClock()
    private let client: FairwayClient

    init() {
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        client = FairwayClient(configuration: configuration, reconnecting: ReconnectPolicy { 1 })
    }

    /// A server that keeps the numbers it is told, and a listener for it.
    private func serve(_ numbers: AsyncStream<Int>.Continuation, port: Int) async throws -> (
        FairwayServer, WebSocketListener
    ) {
        let server = FairwayServer()
        server.on("count") { (number: Int) in
            numbers.yield(number)
            try await Client.current?.emit("counted", number)
        }
        return (server, try await server.listen(host: "127.0.0.1", port: port, options: .patient))
    }

    @Test("When its server has stopped and starts again on the same port")
    func restart() async throws {
        let (numbers, number) = AsyncStream<Int>.makeStream()
        let (opens, open) = AsyncStream<Void>.makeStream()
        let (echoes, echo) = AsyncStream<Int>.makeStream()
        var (nextNumber, nextOpen, nextEcho) = (
            numbers.makeAsyncIterator(), opens.makeAsyncIterator(), echoes.makeAsyncIterator()
        )
        client.onOpen { open.yield() }
        client.on("counted") { (number: Int) in echo.yield(number) }
        let (firstServer, firstListener) = try await serve(number, port: 0)
        let port = firstListener.port
        try await client.connect(to: "ws://127.0.0.1:\(port)/", options: .patient)
        await nextOpen.next()
        try await client.emit("count", 0)
        #expect(await nextNumber.next() == 0)
        #expect(await nextEcho.next() == 0)

        await firstListener.close()
        var statuses = client.statuses.makeAsyncIterator()
        await firstServer.close()
        while let status = await statuses.next(), status != .reconnecting(attempt: 1, after: .milliseconds(500)) {}
        for number in 1...10 { try await client.emit("count", number) }
        // Nobody listens yet.
        await clock.waitForSleeper()
        clock.advance(by: .milliseconds(500))
        while let status = await statuses.next(), status != .reconnecting(attempt: 2, after: .seconds(1)) {}

        let (secondServer, secondListener) = try await serve(number, port: port)
        await clock.waitForSleeper()
        clock.advance(by: .seconds(1))
        await nextOpen.next()
        for number in 1...10 { #expect(await nextNumber.next() == number) }
        for number in 1...10 { #expect(await nextEcho.next() == number) }
        await client.close()
        await secondListener.close()
        await secondServer.close()
    }

    @Test("With the address and the header fields that it is given for each attempt")
    func newAddress() async throws {
        let (tokens, token) = AsyncStream<String?>.makeStream()
        var nextToken = tokens.makeAsyncIterator()
        var listeners: [WebSocketListener] = []
        let (links, link) = AsyncStream<any Transport>.makeStream()
        for _ in 0..<2 {
            listeners.append(
                try await WebSocketListener.bind(host: "127.0.0.1", port: 0, options: .patient) {
                    transport,
                    handshake in
                    token.yield(handshake.header("Authorization"))
                    link.yield(transport)
                }
            )
        }
        let ports = listeners.map(\.port)
        try await client.connect { attempt in
            try WebSocketConnector(
                to: "ws://127.0.0.1:\(ports[attempt.number])/",
                headers: [HeaderField(name: "Authorization", value: "token \(attempt.number)")],
                options: .patient
            )
        }
        #expect(await nextToken.next() == "token 0")
        var nextLink = links.makeAsyncIterator()
        let first = FairwayTesting.RawPeer(try #require(await nextLink.next()))
        first.close(status: .goingAway)
        await clock.waitForSleeper()
        clock.advance(by: .milliseconds(500))
        #expect(await nextToken.next() == "token 1")
        let second = FairwayTesting.RawPeer(try #require(await nextLink.next()))
        try await client.emit("hello")
        #expect(await second.next() == .message(#"{"a":["hello"]}"#))
        await client.close()
        for listener in listeners { await listener.close() }
    }

    @Test("When a server has refused it, of whose words the log says nothing")
    func refused() {
        let error = WebSocketConnectError.refused(status: 401, reason: "CANARY")
        #expect(error.outline == "the server refused the WebSocket: 401")
        #expect(WebSocketConnectError.timedOut.outline == "the WebSocket was not opened in time")
    }
}

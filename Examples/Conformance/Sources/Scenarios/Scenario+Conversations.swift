import ConformanceServer
import Fairway

extension Scenario {
    /// Conversations that the client opens, and their ends.
    static let conversations = Scenario("conversations") { visit in
        let client = try await visit.client()
        let server = client[Conformance.Main.self]
        switch visit.library {
        case .javascript:
            let display = Display()
            let (first, second) = (
                try await server.calculator(handler: display), try await server.calculator(handler: Display())
            )
            try expect(await first.add(a: 40, b: 2.5), 42.5)
            try expect(await second.add(a: 1, b: 2), 3)
            try await first.emit(.store(value: 42.5))
            try expect(await display.next(), 42.5)
            try await first.emit(.finish)
            try expect(await first.closed, .closed)
            try await expect(RequestError.channelClosed) { try await first.add(a: 1, b: 2) }
            second.close()
            try expect(await second.closed, .closed)

            let third = try await client.request(opening: "calculator")
            try await third.emit("break", "out of paper")
            try expect(await third.closed, .aborted(RemoteError(message: "out of paper")))
            // The library closes a channel without a word, and says so when something comes on it.
            let fourth = try await client.request(opening: "calculator")
            try await fourth.emit("leave")
            try await expect(RequestError.channelClosed) { try await fourth.request("add", 1, 2) as Int }
            let gone = RemoteError(message: "Anonymous channel '536870915' does not exist")
            try expect(await fourth.closed, .aborted(gone))
        // Go knows no channels, so that a request for one is one like any other.
        case .go:
            try await expect(RemoteError(message: "no event listener for 'calculator'")) {
                try await server.calculator(handler: Display())
            }
            try await expect(RequestError.unreadableAnswer("'echo' was answered without a channel")) {
                try await client.request(opening: "echo", 5)
            }
        }
        try expect(await server.echo(value: "still there"), "still there")
        await client.close(reason: "done")
    }

    /// Channels that the server opens at the client, while the client has some open at the server.
    static let bothSides = Scenario("both-sides") { visit in
        let client = try await visit.client()
        client.offerReverseChannels()
        let server = client[Conformance.Main.self]
        switch visit.library {
        case .javascript:
            let calculator = try await server.calculator(handler: Display())
            var values = try await server.count(upTo: 3).makeAsyncIterator()
            try expect(await values.next(), 1)
            try expect(await client.request("gather", "numbers", 10), [1, 2, 3, 4, 5])
            try expect(await client.request("gather", "endless", 3), [1, 2, 3])
            try expect(await values.next(), 2)
            try expect(await client.request("consult"), "the sum was stored, closed")
            try expect(await calculator.add(a: 1, b: 2), 3)
            try expect(await values.next(), 3)
            try expect(await values.next(), nil)
            try await calculator.emit(.finish)
            try expect(await calculator.closed, .closed)
        // Go is answered with channels that it takes for nothing, and takes what comes on them for something else.
        case .go:
            let numbers: JSONValue? = try await client.request("gather", "numbers", 10)
            try expect(numbers, nil)
            let talk: JSONValue? = try await client.request("consult")
            try expect(talk, nil)
        }
        try expect(await server.echo(value: "still there"), "still there")
        await client.close(reason: "done")
    }

    /// Many channels of both sides at the same time.
    static let simultaneous = Scenario("simultaneous") { visit in
        let client = try await visit.client()
        client.offerReverseChannels()
        let server = client[Conformance.Main.self]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...25 {
                group.addTask { try expect(await collect(server.count(upTo: 50)), Array(1...50)) }
                group.addTask {
                    try expect(await client.request("gather", "numbers", 10), [1, 2, 3, 4, 5])
                }
                group.addTask {
                    let (display, sum) = (Display(), Double(number + 1))
                    let calculator = try await server.calculator(handler: display)
                    try expect(await calculator.add(a: 1, b: Double(number)), sum)
                    try await calculator.emit(.store(value: sum))
                    try expect(await display.next(), sum)
                    try await calculator.emit(.finish)
                    try expect(await calculator.closed, .closed)
                }
                group.addTask { try expect(await client.request("consult"), "the sum was stored, closed") }
            }
            try await group.waitForAll()
        }
        await client.close(reason: "done")
    }
}

/// Shows what a calculator has stored.
private final class Display: Conformance.Calculator.ClientHandler {
    private let (values, continuation) = AsyncStream<Double>.makeStream()

    func stored(value: Double, from server: Conformance.Calculator.RemoteServer) { continuation.yield(value) }

    /// Waits for the next value that is stored.
    func next() async -> Double? {
        var iterator = values.makeAsyncIterator()
        return await iterator.next()
    }
}

extension FairwayClient {
    /// What a server may ask of this client that is answered with a channel.
    fileprivate func offerReverseChannels() {
        on("numbers") {
            AsyncStream<Int> { continuation in
                for number in 1...5 { continuation.yield(number) }
                continuation.finish()
            }
        }
        on("endless") {
            let previous = Counter()
            return AsyncStream<Int> { await previous.next() }
        }
        on(opening: "calculator") { conversation in
            conversation.on("add") { (a: Double, b: Double) in a + b }
            conversation.on("store") { (value: Double) in try await conversation.emit("stored", value) }
            conversation.on("finish") { conversation.close() }
            // Before it is open, so that it comes behind the answer.
            try await conversation.emit("ready")
        }
    }
}

private actor Counter {
    private var last = 0

    func next() -> Int {
        last += 1
        return last
    }
}

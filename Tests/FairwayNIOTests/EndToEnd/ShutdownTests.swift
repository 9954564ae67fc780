import Fairway
import FairwayNIO
import Synchronization
import Testing

@Suite("A service that shuts down under load", .timeLimit(.minutes(1)))
struct ShutdownTests {
    /// What became of the requests of both sides.
    private final class Tally: Sendable {
        let finished = Mutex<Set<Int>>([])
        let answered = Mutex<Set<Int>>([])
        let others = Mutex<[String: Int]>([:])
    }

    @Test("Loses no answer of a handler that ends in time")
    func answers() async throws {
        let tally = Tally()
        let (listeners, continuation) = AsyncStream<WebSocketListener>.makeStream()
        let server = FairwayServer()
        server.on("work") { (number: Int) async throws -> Int in
            try await Task.sleep(for: .milliseconds(number % 40))
            tally.finished.withLock { _ = $0.insert(number) }
            return number
        }
        async let running: Void = server.run(host: "127.0.0.1", port: 0) { continuation.yield($0) }
        let listener = try #require(await listeners.first { _ in true })
        try await withThrowingTaskGroup { group in
            for number in 0..<20 {
                let client = FairwayClient(reconnecting: .never)
                try await client.connect(to: "ws://127.0.0.1:\(listener.port)/")
                for lane in 0..<10 {
                    group.addTask { await Self.ask(client, from: (number * 10 + lane) * 10_000, tally) }
                }
            }
            await eventually { tally.answered.withLock(\.count) >= 500 }
            await server.close()
            try await group.waitForAll()
        }
        try await running
        let finished = tally.finished.withLock(\.self)
        #expect(finished == tally.answered.withLock(\.self))
        // Nothing hangs, and what was not done was told so.
        let others = tally.others.withLock(\.self)
        #expect(others.keys.allSatisfy { ["the connection is closing", "closed"].contains($0) }, "\(others)")
        #expect(others.values.reduce(0, +) == 200)
    }

    /// Makes one request after the other until one is not answered.
    private static func ask(_ client: FairwayClient, from first: Int, _ tally: Tally) async {
        for number in first... {
            let other: String
            do {
                let answer: Int = try await client.request("work", number)
                tally.answered.withLock { _ = $0.insert(answer) }
                continue
            } catch let error as RemoteError {
                other = error.message
            } catch RequestError.connectionClosed, RequestError.notConnected {
                other = "closed"
            } catch {
                other = "\(error)"
            }
            tally.others.withLock { $0[other, default: 0] += 1 }
            return
        }
    }
}

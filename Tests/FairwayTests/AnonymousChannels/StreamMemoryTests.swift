import FairwayTesting
import Synchronization
import Testing

@testable import Fairway

@Suite("What a stream holds", .timeLimit(.minutes(5)))
struct StreamMemoryTests {
    @Test("A million values to a slow reader are never made further ahead of it than the window")
    func window() async throws {
        let (server, client) = (FairwayServer(), FairwayClient())
        let made = Made(1_000_000)
        server.on("numbers") { made }
        try await client.connect(to: server)
        var (seen, furthest) = (0, 0)
        for try await value in try await client.stream("numbers", of: Int.self) {
            seen += 1
            furthest = max(furthest, made.count - seen)
            if value != seen { break }
            // Time for the other side to get as far ahead as it may.
            if seen.isMultiple(of: 500) { for _ in 0..<100 { await Task.yield() } }
        }
        #expect(seen == 1_000_000)
        #expect(furthest > 8 && furthest <= 64)
        await expectNothingRuns(server, client)
    }

    @Test("Values without credit end the stream when one more comes than may wait, after those that wait")
    func overflow() async throws {
        let client = FairwayClient()
        let (clientEnd, peerEnd) = InMemoryTransport.pair()
        client.connect(over: clientEnd)
        let peer = RawPeer(peerEnd)
        async let opened = client.stream("flood", of: Int.self)
        let number = ConnectionSide.client.channelNumbers.lowerBound
        #expect(await peer.next() == .message(#"{"i":\#(number),"a":["flood"]}"#))
        try peer.send(#"{"i":\#(number),"h":1}"#)
        let stream = try await opened
        let (goOn, seen) = (Events<Void>(), Shared<[Int]>([]))
        let loop = Task {
            for try await value in stream {
                seen.change { $0.append(value) }
                if value == 0 { _ = await goOn.next() }
            }
        }
        #expect(await peer.next() == .message(#"{"h":\#(number),"a":["credit",8]}"#))
        #expect(await peer.next() == .message(#"{"h":\#(number),"a":["start"]}"#))
        try peer.send(#"{"h":\#(number),"a":["next",{"value":0,"done":false}]}"#)
        #expect(await peer.next() == .message(#"{"h":\#(number),"a":["credit",57]}"#))
        for value in 1...10_000 { try peer.send(#"{"h":\#(number),"a":["next",{"value":\#(value),"done":false}]}"#) }
        let reason = #"{"message":"values are not read fast enough"},"_":1"#
        #expect(await peer.next() == .message(#"{"h":\#(number),"x":\#(reason)}"#))
        goOn.add(())
        await #expect(throws: StreamOverflow.self) { try await loop.value }
        #expect(seen.value == Array(0...1024))
        for try await _ in stream { Issue.record("a stream that has ended has no values") }
    }
}

/// 1, 2, … up to a last one, counted as they are made.
private final class Made: AsyncSequence, Sendable {
    private let last: Int
    private let storage = Atomic(0)

    init(_ last: Int) {
        self.last = last
    }

    var count: Int { storage.load(ordering: .relaxed) }

    struct AsyncIterator: AsyncIteratorProtocol {
        let made: Made

        mutating func next() async -> Int? {
            made.count == made.last ? nil : made.storage.add(1, ordering: .relaxed).newValue
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(made: self) }
}

import FairwayTesting
import Testing

@testable import Fairway

@Suite("A stream that this side sends", .timeLimit(.minutes(1)))
struct SentStreamTests {
    private let server = FairwayServer()

    init() {
        server.on("count") { (last: Int) in Counted(last) }
        server.on("fail") { (words: String) in Counted(1, then: Refusal(message: words)) }
        server.on("crash") { Counted(0, then: Secret()) }
        server[Board.self].on(Board.ToServer.watch) { _, place in
            guard place > 0 else { throw Board.PinError.full }
            return AsyncThrowingStream<Board.Note, any Error> {
                $0.finish(throwing: Board.PinError.locked(until: place))
            }
        }
    }

    private struct Secret: Error, CustomStringConvertible { let description = "the secret" }

    @Test("Opens, waits for the start, and without credit sends one value for each round trip")
    func withoutCredit() async throws {
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":7,"a":["count",3]}"#)
        #expect(await peer.next() == .message(#"{"i":7,"h":1}"#))
        try peer.send(#"{"h":7,"a":["start"]}"#)
        for value in 1...3 {
            #expect(await peer.next() == .message(#"{"h":7,"a":["next",{"value":\#(value),"done":false}]}"#))
        }
        #expect(await peer.next() == .message(#"{"h":7,"a":["next",{"done":true}]}"#))
        try peer.send(#"{"h":7,"a":["start"]}"#)
        #expect(await peer.next() == .message(#"{"h":7,"x":{"message":"no such channel"},"_":1}"#))
    }

    @Test("Sends no more than the credit that came before the start and since")
    func credit() async throws {
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":7,"a":["count",5]}"#)
        #expect(await peer.next() == .message(#"{"i":7,"h":1}"#))
        for frame in [#"["credit",2]"#, #"["credit",-3]"#, #"["credit","x"]"#, #"["credit"]"#, #"["start"]"#] {
            try peer.send(#"{"h":7,"a":\#(frame)}"#)
        }
        for value in 1...2 { #expect(await peer.next() == next(value)) }
        // Nothing comes while there is no credit: the answer of a request is next.
        try peer.send(#"{"i":8,"a":["nothing"]}"#)
        #expect(await peer.next() == .message(#"{"i":8,"e":{"message":"no event listener for 'nothing'"},"_":1}"#))
        try peer.send(#"{"h":7,"a":["credit",9007199254740991]}"#)
        try peer.send(#"{"h":7,"a":["credit",9007199254740991]}"#)
        for value in 3...5 { #expect(await peer.next() == next(value)) }
        #expect(await peer.next() == .message(#"{"h":7,"a":["next",{"done":true}]}"#))
    }

    private func next(_ value: Int) -> RawPeer.Received {
        .message(#"{"h":7,"a":["next",{"value":\#(value),"done":false}]}"#)
    }

    @Test(
        "Ends with an error in the middle, which says nothing of the inside",
        arguments: [
            (#"{"i":7,"a":["crash"]}"#, #"{"message":"internal error"},"_":1"#),
            (#"{"i":7,"c":"board","a":["watch",5]}"#, #"{"locked":5}"#),
        ]
    )
    func failing(request: String, reason: String) async throws {
        let peer = RawPeer(connectingTo: server)
        try peer.send(request)
        #expect(await peer.next() == .message(#"{"i":7,"h":1}"#))
        try peer.send(#"{"h":7,"a":["start"]}"#)
        #expect(await peer.next() == .message(#"{"h":7,"x":\#(reason)}"#))
    }

    @Test("Is refused where the handler throws before it, and nothing is opened")
    func refusing() async throws {
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":7,"c":"board","a":["watch",0]}"#)
        #expect(await peer.next() == .message(#"{"i":7,"e":{"full":true}}"#))
        try peer.send(#"{"h":7,"a":["start"]}"#)
        #expect(await peer.next() == .message(#"{"h":7,"x":{"message":"no such channel"},"_":1}"#))
    }

    @Test("Stops at its next value when the reader aborts it, and ignores a cancellation of its request")
    func aborting() async throws {
        let (produced, ended) = (Shared(0), Events<CancellationReason?>())
        server.on("forever") {
            AsyncStream<Int> {
                if Task.isCancelled {
                    ended.add(CancellationReason.current)
                    return nil
                }
                produced.change { $0 += 1 }
                return produced.value
            }
        }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["forever"]}"#)
        #expect(await peer.next() == .message(#"{"i":1,"h":1}"#))
        try peer.send(#"{"i":1,"x":"too late"}"#)
        try peer.send(#"{"h":1,"a":["credit",3]}"#)
        try peer.send(#"{"h":1,"a":["start"]}"#)
        for value in 1...3 {
            #expect(await peer.next() == .message(#"{"h":1,"a":["next",{"value":\#(value),"done":false}]}"#))
        }
        try peer.send(#"{"h":1,"x":"enough"}"#)
        try peer.send(#"{"i":2,"a":["nothing"]}"#)
        #expect(await peer.next() == .message(#"{"i":2,"e":{"message":"no event listener for 'nothing'"},"_":1}"#))
        #expect(produced.value == 3)
    }

    @Test("A start that overtakes the note that the stream is open starts it all the same", arguments: [0, 1, 3, 40])
    func earlyStart(last: Int) async throws {
        let (transport, peerEnd) = InMemoryTransport.pair()
        server.accept(StartingTransport(transport, starts: 7))
        let peer = RawPeer(peerEnd)
        try peer.send(#"{"i":7,"a":["count",\#(last)]}"#)
        #expect(await peer.next() == .message(#"{"i":7,"h":1}"#))
        for value in 1..<last + 1 { #expect(await peer.next() == next(value)) }
        #expect(await peer.next() == .message(#"{"h":7,"a":["next",{"done":true}]}"#))
    }

    @Test("Has no answers: a request on its channel is rejected, another event ignored")
    func requests() async throws {
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":7,"a":["count",1]}"#)
        #expect(await peer.next() == .message(#"{"i":7,"h":1}"#))
        try peer.send(#"{"h":7,"a":["stop"]}"#)
        try peer.send(#"{"i":8,"h":7,"a":["start"]}"#)
        let rejection = #"{"i":8,"e":{"message":"no event listener for 'start' on channel '#7'"},"_":1}"#
        #expect(await peer.next() == .message(rejection))
    }

    @Test("Is let go with what it holds when its reader never starts it")
    func neverStarted() async throws {
        weak var held: Holder?
        do {
            let holder = Holder()
            held = holder
            server.once("held") { AsyncStream<Int> { withExtendedLifetime(holder) { nil } } }
        }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":7,"a":["held"]}"#)
        #expect(await peer.next() == .message(#"{"i":7,"h":1}"#))
        #expect(held != nil)
        try peer.send(#"{"h":7,"x":null}"#)
        try peer.send(#"{"i":8,"a":["nothing"]}"#)
        _ = await peer.next()
        #expect(held == nil)
    }

    private final class Holder: Sendable {}

    @Test("What is still made for readers that have left counts against the limit")
    func orphans() async throws {
        var configuration = ConnectionConfiguration()
        configuration.maximumOpenChannels = 2
        let server = FairwayServer(configuration: configuration)
        let (asked, goOn) = (Events<Void>(), Events<Void>())
        server.on("stubborn") {
            // One that does not look whether it is cancelled.
            AsyncStream<Int> {
                asked.add(())
                _ = await Task { await goOn.next() }.value
                return nil
            }
        }
        let peer = RawPeer(connectingTo: server)
        for id in 1...2 {
            try peer.send(#"{"i":\#(id),"a":["stubborn"]}"#)
            #expect(await peer.next() == .message(#"{"i":\#(id),"h":1}"#))
            try peer.send(#"{"h":\#(id),"a":["start"]}"#)
            await asked.next()
            try peer.send(#"{"h":\#(id),"x":"enough"}"#)
        }
        try peer.send(#"{"i":3,"a":["stubborn"]}"#)
        #expect(await peer.next() == .message(#"{"i":3,"e":{"message":"too many channels are open"},"_":1}"#))
        goOn.add(())
        goOn.add(())
    }

    @Test("Leaves half of the outbound buffer to answers, and says nothing when this side closes in the middle")
    func room() async throws {
        let errors = Shared<[String]>([])
        let server = FairwayServer()
        server.onError { error in errors.change { $0.append("\(error)") } }
        server.on("long") { AsyncStream<String> { String(repeating: "x", count: 10_000) } }
        server.on("answer") { String(repeating: "y", count: 50_000) }
        let (peerEnd, serverEnd) = InMemoryTransport.pair(bufferLimit: 200_000)
        let client = try #require(server.accept(serverEnd))
        let slow = SlowReceiver()
        peerEnd.start(delivering: slow)
        func send(_ frame: String) throws { try peerEnd.send(EncodedMessage(bytes: Array(frame.utf8))) }
        try send(#"{"i":1,"a":["long"]}"#)
        try send(#"{"h":1,"a":["credit",1000000]}"#)
        try send(#"{"h":1,"a":["start"]}"#)
        for id in 2...20 {
            try send(#"{"i":\#(id),"a":["answer"]}"#)
            await eventually { slow.texts.value.contains { $0.hasPrefix(#"{"i":\#(id),"d""#) } }
        }
        #expect(client.isOpen)
        await server.close(grace: .zero)
        #expect(errors.value == [])
    }

    /// Takes what comes, and keeps the beginnings.
    private final class SlowReceiver: TransportReceiver {
        let texts = Shared<[String]>([])

        func receive(_ message: RawSpan) {
            let start = message.withUnsafeBytes { String(decoding: $0.prefix(20), as: UTF8.self) }
            texts.change { $0.append(start) }
        }

        func end(_ end: TransportEnd) {}
    }

    @Test("No more may be open than the limit")
    func limit() async throws {
        var configuration = ConnectionConfiguration()
        configuration.maximumOpenChannels = 2
        let server = FairwayServer(configuration: configuration)
        server.on("count") { Counted(1) }
        let peer = RawPeer(connectingTo: server)
        for id in 1...2 {
            try peer.send(#"{"i":\#(id),"a":["count"]}"#)
            #expect(await peer.next() == .message(#"{"i":\#(id),"h":1}"#))
        }
        try peer.send(#"{"i":1,"a":["count"]}"#)
        #expect(await peer.next() == .message(#"{"i":1,"e":{"message":"a channel with this number is open"},"_":1}"#))
        try peer.send(#"{"i":3,"a":["count"]}"#)
        #expect(await peer.next() == .message(#"{"i":3,"e":{"message":"too many channels are open"},"_":1}"#))
        try peer.send(#"{"h":1,"x":"enough"}"#)
        try peer.send(#"{"i":4,"a":["count"]}"#)
        #expect(await peer.next() == .message(#"{"i":4,"h":1}"#))
    }
}

/// 1, 2, … and then the end, or an error.
struct Counted: AsyncSequence, Sendable {
    let last: Int
    let error: (any Error)?

    init(_ last: Int, then error: (any Error)? = nil) {
        (self.last, self.error) = (last, error)
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let counted: Counted
        var value = 0

        mutating func next() async throws -> Int? {
            if value < counted.last {
                value += 1
                return value
            }
            if let error = counted.error { throw error }
            return nil
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(counted: self) }
}

struct Refusal: PresentableError, Hashable {
    let message: String
}

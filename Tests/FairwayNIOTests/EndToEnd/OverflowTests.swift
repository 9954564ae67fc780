import Fairway
import FairwayNIO
import NIOCore
import Synchronization
import Testing

@Suite("A peer that does not read, over a socket", .timeLimit(.minutes(1)))
struct OverflowTests {
    private let text = String(repeating: "x", count: 10_000)

    /// A server with a client behind a small buffer that reads nothing until it is told to.
    private func serve(
        _ overflow: OutboundOverflow,
        _ body: (Client, RawPeer, AsyncStream<ConnectionEnd>) async throws -> Void
    ) async throws {
        var configuration = ConnectionConfiguration()
        configuration.outboundOverflow = overflow
        let server = FairwayServer(configuration: configuration)
        let (clients, opened) = AsyncStream<Client>.makeStream()
        let (ends, ended) = AsyncStream<ConnectionEnd>.makeStream()
        server.onOpen { opened.yield($0) }
        server.onClose { ended.yield($1) }
        var options = WebSocketOptions.patient
        options.outboundBufferLimit = 100_000
        options.closeTimeout = .milliseconds(200)
        let listener = try await server.listen(host: "127.0.0.1", port: 0, options: options)
        let peer = try await RawPeer.connect(to: listener.port, reading: false)
        try await peer.send(upgradeRequest())
        var iterator = clients.makeAsyncIterator()
        try await body(try #require(await iterator.next()), peer, ends)
        peer.channel.close(promise: nil)
        await server.close(grace: .zero)
        await listener.close()
    }

    /// Emits until there is no room.
    private func fill(_ client: Client) async throws -> Int {
        var count = 0
        do {
            while count < 100_000 {
                try await client.emit("at", count, text)
                count += 1
            }
        } catch EmitError.bufferFull {
            return count
        }
        return count
    }

    private func expectFrames(_ numbers: Range<Int>, from peer: RawPeer) async throws {
        for number in numbers {
            let frame = try await peer.readFrame()
            #expect(frame.payload == Array(#"{"a":["at",\#(number),"\#(text)"]}"#.utf8))
        }
    }

    @Test("Is closed, and cut where it does not answer the close; what waited for it is gone")
    func closing() async throws {
        try await serve(.close) { client, peer, ends in
            let count = try await fill(client)
            #expect(count < 100_000)
            await #expect(throws: EmitError.notConnected) { try await client.emit("late") }
            var iterator = ends.makeAsyncIterator()
            let end = await iterator.next()
            #expect(end?.status == .abnormalClosure)
            #expect(end?.isLocal == true)
            // The system's buffers may still be read, and what was in the connection's own may not; all of it has left where
            // the system still took it in time, and then the close has left behind it.
            let emitted = (0..<count).reduce(0) { $0 + #"{"a":["at",\#($1),"\#(text)"]}"#.utf8.count }
            do {
                try await peer.channel.setOption(.autoRead, value: true).get()
                _ = try await peer.readHead()
                let read = await peer.readToEnd()
                let reason = Array("events are not read".utf8)
                let close = [0x88, UInt8(2 + reason.count), 0x03, 0xF5] + reason
                #expect(read.count < emitted || read.suffix(close.count) == close[...])
            } catch ChannelError.ioOnClosedChannel {
                // It has noticed the cut before it has read anything.
            }
        }
    }

    @Test("Is told with 1013 where it reads in time, behind everything that was emitted")
    func told() async throws {
        try await serve(.close) { client, peer, _ in
            let count = try await fill(client)
            try await peer.channel.setOption(.autoRead, value: true).get()
            _ = try await peer.readHead()
            try await expectFrames(0..<count, from: peer)
            let close = try await peer.readFrame()
            #expect(RawFrame.closes(close, with: 1013))
            #expect(close.payload.dropFirst(2).elementsEqual("events are not read".utf8))
        }
    }

    @Test("Gets what is emitted when it has read, where emitting fails")
    func failing() async throws {
        try await serve(.fail) { client, peer, _ in
            let count = try await fill(client)
            #expect(client.isOpen)
            try await peer.channel.setOption(.autoRead, value: true).get()
            _ = try await peer.readHead()
            try await expectFrames(0..<count, from: peer)
            // What has been read is taken off the account when the connection's own loop learns of it.
            try await eventually {
                do {
                    try await client.emit("at", 7, text)
                    return true
                } catch EmitError.bufferFull {
                    return false
                }
            }
            try await expectFrames(7..<8, from: peer)
        }
    }

    @Test("Is waited for as often as it stops, and gets everything in order")
    func waiting() async throws {
        try await serve(.wait) { client, peer, _ in
            let total = 1_000
            let emitted = Mutex(0)
            let emitting = Task { [text] in
                for number in 0..<total {
                    try await client.emit("at", number, text)
                    emitted.withLock { $0 = number + 1 }
                }
            }
            var next = 0
            try await peer.channel.setOption(.autoRead, value: true).get()
            _ = try await peer.readHead()
            while next < total {
                if next.isMultiple(of: 250) {
                    try await peer.channel.setOption(.autoRead, value: false).get()
                    // The system's buffers are filled, and then nothing moves.
                    var before = -1
                    while before != emitted.withLock(\.self) {
                        before = emitted.withLock(\.self)
                        for _ in 0..<1_000 { await Task.yield() }
                    }
                    try await peer.channel.setOption(.autoRead, value: true).get()
                }
                let frame = try await peer.readFrame()
                if frame.first == 0x89 {
                    try await peer.send(clientFrame(0x8A, frame.payload))
                    continue
                }
                #expect(frame.payload == Array(#"{"a":["at",\#(next),"\#(text)"]}"#.utf8))
                next += 1
            }
            try await emitting.value
        }
    }

    @Test("A client program that sends in a loop waits for a server that is slower, and nothing is lost")
    func clientProgram() async throws {
        let server = FairwayServer()
        let (numbers, number) = AsyncStream<Int>.makeStream()
        server.on("at") { (value: Int, _: String) in _ = number.yield(value) }
        let listener = try await server.listen(host: "127.0.0.1", port: 0)
        var configuration = ConnectionConfiguration()
        configuration.outboundOverflow = .wait
        let client = FairwayClient(configuration: configuration)
        try await client.connect(to: "ws://127.0.0.1:\(listener.port)")
        for number in 0..<500 { try await client.emit("at", number, text) }
        var iterator = numbers.makeAsyncIterator()
        for number in 0..<500 { #expect(await iterator.next() == number) }
        await client.close()
        await server.close()
        await listener.close()
    }
}

import Fairway
import FairwayNIO
import NIOCore
import Synchronization
import Testing

@Suite("A listener with as many connections as it may have", .timeLimit(.minutes(1)))
struct ConnectionLimitTests {
    /// A listener whose refusals are kept.
    private final class Limited: Sendable {
        let reasons = Mutex<[String]>([])
        let transports = Mutex<[any Transport]>([])

        func listen(_ options: WebSocketOptions) async throws -> WebSocketListener {
            try await WebSocketListener.bind(
                host: "127.0.0.1",
                port: 0,
                options: options,
                onRefusal: { refusal in self.reasons.withLock { $0.append(refusal.reason) } },
                onTransport: { transport, _ in
                    transport.start(delivering: RecordingReceiver())
                    self.transports.withLock { $0.append(transport) }
                }
            )
        }
    }

    /// Connects until a WebSocket opens, because the end of another connection is on its way.
    private func upgraded(at port: Int) async throws -> RawPeer {
        while true {
            try Task.checkCancellation()
            let peer = try await RawPeer.connect(to: port)
            do {
                try await peer.send(upgradeRequest())
                if try await peer.readHead().contains(" 101 ") { return peer }
            } catch {
                // It was refused, and closed in the middle of what was written to it.
                await Task.yield()
            }
        }
    }

    @Test("Answers one more with 503 and closes it at once, and serves the next when one has gone, however it went")
    func refusing() async throws {
        var options = WebSocketOptions.patient
        options.maximumConnections = 2
        let limited = Limited()
        let listener = try await limited.listen(options)
        for turn in 0..<4 {
            let open = try await upgraded(at: listener.port)
            let other = try await upgraded(at: listener.port)
            let late = try await RawPeer.connect(to: listener.port)
            let answer = String(decoding: await late.readToEnd(), as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: "))
            #expect(answer.hasSuffix("\r\n\r\ntoo many connections\n"))
            #expect(limited.reasons.withLock { $0.contains("too many connections") })

            switch turn {
            case 0: try await open.reset()
            case 1: try await open.send(clientClose(1000))
            default: try await open.close()
            }
            if turn.isMultiple(of: 2) { try await other.reset() } else { try await other.close() }
            // Both places are free again.
            var next: [RawPeer] = []
            for _ in 0..<2 { next.append(try await upgraded(at: listener.port)) }
            for peer in next { try await peer.close() }
        }
        await listener.close()
    }

    @Test("Counts one in the middle of its handshake until it ends", arguments: [true, false])
    func halfway(isReset: Bool) async throws {
        var options = WebSocketOptions.patient
        options.maximumConnections = 1
        let listener = try await Limited().listen(options)
        // Connections are counted on several event loops, so that a later one may be counted first.
        while true {
            try Task.checkCancellation()
            let halfway = try await RawPeer.connect(to: listener.port)
            do {
                try await halfway.send("GET / HT")
                let isFull = try await isFull(at: listener.port)
                if isReset { try await halfway.reset() } else { try await halfway.close() }
                if isFull { break }
            } catch {
                // It was the one that was refused, and closed in the middle of what was done to it.
                await Task.yield()
            }
        }
        _ = try await upgraded(at: listener.port)
        await listener.close()
    }

    /// Whether one more is refused.
    private func isFull(at port: Int) async throws -> Bool {
        let peer = try await RawPeer.connect(to: port)
        do {
            try await peer.send(upgradeRequest())
            let head = try await peer.readHead()
            peer.channel.close(promise: nil)
            return head.contains(" 503 ")
        } catch {
            return true
        }
    }

    @Test("Counts each address by itself where that is asked for")
    func perAddress() async throws {
        var options = WebSocketOptions.patient
        options.maximumConnectionsPerAddress = 1
        let limited = Limited()
        let listener = try await limited.listen(options)
        let first = try await RawPeer.upgraded(at: listener.port)
        let second = try await RawPeer.connect(to: listener.port)
        let answer = String(decoding: await second.readToEnd(), as: UTF8.self)
        #expect(answer.hasSuffix("\r\n\r\ntoo many connections from this address\n"))
        #expect(limited.reasons.withLock(\.self) == ["too many connections from this address"])
        let elsewhere = try await RawPeer.connect(to: listener.port, from: "127.0.0.2")
        try await elsewhere.send(upgradeRequest())
        #expect(try await elsewhere.readHead().contains(" 101 "))
        for peer in [first, elsewhere] { try await peer.close() }
        await listener.close()
    }
}

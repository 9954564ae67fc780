import FairwayTesting
import Testing

@testable import Fairway

@Suite("Whatever is refused makes one line in the log")
struct RefusalLineTests {
    private struct Failure: Error, CustomStringConvertible { let description = "the disk is full" }

    private let log = RecordingLog()
    private let server: FairwayServer
    private let peer: RawPeer

    init() {
        var configuration = log.configuration
        configuration.maximumRunningHandlers = 3
        configuration.maximumWaitingMessages = 1
        server = FairwayServer(configuration: configuration)
        server.on("ping") { "pong" }
        server.on("ask") { () async throws -> Void in throw RemoteError(message: "what the client said") }
        server.on("add") { (a: Int, b: Int) in a + b }
        server.of("room").on("add") { (a: Int) in a }
        server.on("refuse") { () throws -> Void in throw Rejection("not you") }
        server.on("fail") { () throws -> Void in throw Failure() }
        server.on("half") { Double.nan }
        server.on("wait") { await waitUntilCancelled() }
        peer = RawPeer(connectingTo: server)
    }

    /// Sends the frames, and then one whose answer shows that they have been processed.
    private func lines(after frames: [String]) async throws -> [RecordedLine] {
        for frame in frames { try peer.send(frame) }
        try peer.send(#"{"i":99,"a":["ping"]}"#)
        while case .message(let message) = await peer.next(), message != #"{"i":99,"d":"pong"}"# {}
        return log.lines
    }

    @Test(
        "With its level, the place in the protocol and the reason",
        arguments: [
            ("{", RecordedLine(.malformedMessage, ["reason": "malformed JSON: it ends too early"])),
            ("{}", RecordedLine(.malformedMessage, ["reason": "it fits no form of the protocol"])),
            (
                #"{"i":7,"a":["add","\ud800"]}"#,
                RecordedLine(.malformedMessage, ["reason": "malformed JSON: a lone surrogate", "request": "7"])
            ),
            (
                #"{"i":7,"a":["add",1,"x"]}"#,
                RecordedLine(
                    .argument,
                    ["event": "add", "request": "7", "reason": "argument '2': expected an integer"]
                )
            ),
            (
                #"{"c":"room","a":["add",[]]}"#,
                RecordedLine(
                    .argument,
                    ["channel": "room", "event": "add", "reason": "argument '1': expected an integer"]
                )
            ),
            (#"{"a":["nobody"]}"#, RecordedLine(.noListener, ["event": "nobody"])),
            (
                #"{"i":7,"c":"room","a":["nobody"]}"#,
                RecordedLine(.noListener, ["channel": "room", "event": "nobody", "request": "7"])
            ),
            (#"{"i":7,"a":["open"]}"#, RecordedLine(.reservedName, ["event": "open", "request": "7"])),
            (#"{"h":4,"a":["x"]}"#, RecordedLine(.unknownChannel, ["channel": "4"])),
            (#"{"i":7,"h":4,"a":["x"]}"#, RecordedLine(.unknownChannel, ["channel": "4", "request": "7"])),
            (#"{"i":7,"h":1}"#, RecordedLine(.unwantedChannel, ["channel": "7", "request": "7"])),
            (
                #"{"i":7,"a":["refuse"]}"#,
                RecordedLine(.refusedByHandler, ["event": "refuse", "request": "7", "reason": "Rejection"])
            ),
            (#"{"a":["refuse"]}"#, RecordedLine(.refusedByHandler, ["event": "refuse", "reason": "Rejection"])),
            (
                #"{"i":7,"a":["fail"]}"#,
                RecordedLine(.handlerFailed, ["event": "fail", "request": "7", "reason": "the disk is full"])
            ),
            (#"{"a":["fail"]}"#, RecordedLine(.handlerFailed, ["event": "fail", "reason": "the disk is full"])),
            (
                #"{"i":7,"a":["ask"]}"#,
                RecordedLine(
                    .askingFailed,
                    ["event": "ask", "request": "7", "reason": "the other side rejected a request"]
                )
            ),
            (
                #"{"i":7,"a":["half"]}"#,
                RecordedLine(
                    .handlerFailed,
                    [
                        "event": "half", "request": "7",
                        "reason": "the answer cannot be sent: the wire has no form for a value",
                    ]
                )
            ),
        ]
    )
    func refusals(frame: String, line: RecordedLine) async throws {
        let lines = try await lines(after: [frame])
        #expect(
            lines == [RecordedLine(line.level, line.message, line.metadata.merging(["client": "1"]) { $1 })]
        )
    }

    @Test(
        "What is passed over in silence makes none",
        arguments: [
            #"{"ws-wrapper":false}"#, #"{"i":5,"d":1}"#, #"{"i":5,"e":"no"}"#, #"{"i":5,"x":"r"}"#, #"{"h":5,"x":"r"}"#,
            #"{"i":5,"a":["ping"]}"#, #"{"a":["ping"]}"#,
        ]
    )
    func silence(frame: String) async throws {
        #expect(try await lines(after: [frame]) == [])
    }

    @Test("A request whose number is taken")
    func duplicate() async throws {
        let lines = try await lines(after: [#"{"i":1,"a":["wait"]}"#, #"{"i":1,"a":["wait"]}"#])
        #expect(lines == [RecordedLine(.duplicateRequest, ["client": "1", "event": "wait", "request": "1"])])
    }

    @Test("A queue that is full, for a request and then for an event, which ends the connection")
    func overload() async throws {
        for id in 1...3 { try peer.send(#"{"i":\#(id),"a":["wait"]}"#) }
        try peer.send(#"{"i":4,"a":["wait"]}"#)
        try peer.send(#"{"i":5,"a":["ping"]}"#)
        #expect(
            await peer.next() == .message(#"{"i":5,"e":{"message":"too many requests are waiting"},"_":1}"#)
        )
        try peer.send(#"{"a":["ping"]}"#)
        #expect(
            await peer.next() == .end(TransportEnd(status: .tryAgainLater, reason: "too many events are waiting"))
        )
        #expect(
            log.lines == [
                RecordedLine(.tooManyWaiting, ["client": "1", "event": "ping", "request": "5"]),
                RecordedLine(.overloaded, ["client": "1", "event": "ping"]),
            ]
        )
    }

    @Test("Requests that come or wait while the connection closes, and a connection that comes too late")
    func closing() async throws {
        for id in 1...4 { try peer.send(#"{"i":\#(id),"a":["wait"]}"#) }
        try peer.send(#"{"i":5,"a":["ping"]}"#)
        _ = await peer.next()
        let closing = Task { await server.close() }
        #expect(await peer.next() == .message(#"{"i":4,"e":{"message":"the connection is closing"},"_":1}"#))
        try peer.send(#"{"i":6,"a":["ping"]}"#)
        #expect(await peer.next() == .message(#"{"i":6,"e":{"message":"the connection is closing"},"_":1}"#))
        let late = RawPeer(connectingTo: server)
        _ = await late.next()
        #expect(
            log.lines.dropFirst() == [
                RecordedLine(.closing, ["client": "1", "request": "4"]),
                RecordedLine(.closing, ["client": "1", "event": "ping", "request": "6"]),
                RecordedLine(.serverClosing),
            ]
        )
        peer.abort()
        await closing.value
    }

    @Test("A message that is not UTF-8, once")
    func invalidText() async throws {
        try peer.send(bytes: [0x7B, 0xFF])
        _ = await peer.next()
        #expect(log.lines == [RecordedLine(.invalidText, ["client": "1"])])
    }

    @Test("What the onOpen hook throws")
    func hook() async throws {
        server.onOpen { _ in throw Failure() }
        let other = RawPeer(connectingTo: server)
        try other.send(#"{"i":1,"a":["ping"]}"#)
        _ = await other.next()
        #expect(
            log.lines == [
                RecordedLine(.hookFailed, ["client": "2", "event": "open", "reason": "the disk is full"])
            ]
        )
    }

    @Test("A handler that fails because its peer has left, which is none of its faults")
    func cancelled() async throws {
        let reports = Events<Void>()
        server.onError { _ in reports.add(()) }
        server.on("leave") { () async throws -> Void in
            await waitUntilCancelled()
            throw Failure()
        }
        try peer.send(#"{"i":1,"a":["leave"]}"#)
        try peer.send(#"{"i":2,"a":["ping"]}"#)
        _ = await peer.next()
        peer.close()
        _ = await reports.next()
        #expect(
            log.lines == [
                RecordedLine(
                    .cancelled,
                    ["client": "1", "event": "leave", "request": "1", "reason": "the disk is full"]
                )
            ]
        )
    }

    @Test("A handler that takes longer than middleware allows")
    func tookTooLong() async throws {
        let clock = ManualClock()
        var configuration = log.configuration
        configuration.clock = clock
        let server = FairwayServer(configuration: configuration)
        server.use { try await $0.run(within: .seconds(1), $1) }
        server.on("slow") { await waitUntilCancelled() }
        let peer = RawPeer(connectingTo: server)
        try peer.send(#"{"i":1,"a":["slow"]}"#)
        await clock.waitForSleeper()
        clock.advance(by: .seconds(1))
        _ = await peer.next()
        #expect(
            log.lines == [
                RecordedLine(
                    .handlerTookTooLong,
                    ["client": "1", "event": "slow", "request": "1", "reason": "HandlerDeadlineExceeded()"]
                )
            ]
        )
    }
}

import FairwayTesting
import Testing

@testable import Fairway

@Suite("Middleware that refuses, fails or waits")
struct RefusingMiddlewareTests {
    private struct Secret: Error, CustomStringConvertible { let description = "the password is 123" }

    private let log = RecordingLog()
    private let server: FairwayServer
    private let peer: RawPeer
    private let reports = Events<String>()

    init() {
        var configuration = log.configuration
        configuration.maximumRunningHandlers = 2
        server = FairwayServer(configuration: configuration)
        server.onError { [reports] in reports.add("\($0.underlying)") }
        server.on("ping") { "pong" }
        peer = RawPeer(connectingTo: server)
    }

    private func answer(to frame: String) async throws -> RawPeer.Received {
        try peer.send(frame)
        return await peer.next()
    }

    @Test("What it throws is told as a handler's error is")
    func errors() async throws {
        server.use { call, next in
            switch call.event {
            case "refused": throw Rejection("not you", details: ["left": 0])
            case "failed": throw Secret()
            default: try await next(call)
            }
        }
        #expect(
            try await answer(to: #"{"i":1,"a":["refused"]}"#)
                == .message(#"{"i":1,"e":{"message":"not you","details":{"left":0}},"_":1}"#)
        )
        #expect(
            try await answer(to: #"{"i":2,"a":["failed"]}"#)
                == .message(#"{"i":2,"e":{"message":"internal error"},"_":1}"#)
        )
        #expect(await reports.next() == "handler of 'failed' failed: the password is 123")
        try peer.send(#"{"a":["refused"]}"#)
        #expect(await reports.next()?.contains("not you") == true)
        #expect(try await answer(to: #"{"i":3,"a":["ping"]}"#) == .message(#"{"i":3,"d":"pong"}"#))
        #expect(
            log.lines == [
                RecordedLine(
                    .refusedByHandler,
                    ["client": "1", "event": "refused", "request": "1", "reason": "Rejection"]
                ),
                RecordedLine(
                    .handlerFailed,
                    ["client": "1", "event": "failed", "request": "2", "reason": "the password is 123"]
                ),
                RecordedLine(.refusedByHandler, ["client": "1", "event": "refused", "reason": "Rejection"]),
            ]
        )
    }

    @Test("An error that the schema declares for the event is its plain value, before a handler is reached and after")
    func declared() async throws {
        let event = Board.Serverbound<Int, Int>("pin", throws: Board.PinError.self) {
            arguments throws(ConversionError) in
            try arguments.next("place")
        }
        server[Board.self].on(event) { _, place in place }
        server[Board.self].use { call, next in
            let place = try call.decode(Int.self)
            if place == 1 { throw Board.PinError.full }
            _ = try await next(call)
            throw Board.PinError.locked(until: place)
        }
        #expect(try await answer(to: #"{"i":1,"c":"board","a":["pin",1]}"#) == .message(#"{"i":1,"e":{"full":true}}"#))
        #expect(try await answer(to: #"{"i":2,"c":"board","a":["pin",2]}"#) == .message(#"{"i":2,"e":{"locked":2}}"#))
        #expect(
            try await answer(to: #"{"i":3,"c":"board","a":["unpin",1]}"#)
                == .message(#"{"i":3,"e":{"message":"internal error"},"_":1}"#)
        )
    }

    @Test("Errors of the handler pass it, and it may put others in their place")
    func measuring() async throws {
        let seen = Events<String>()
        server.on("fail") { () throws -> Void in throw Secret() }
        server.on("add") { (a: Int) in a }
        server.use { call, next in
            do {
                return try await next(call)
            } catch {
                seen.add("\(type(of: error))")
                if call.event == "fail" { throw Rejection("later") }
                throw error
            }
        }
        #expect(try await answer(to: #"{"i":1,"a":["fail"]}"#) == .message(#"{"i":1,"e":{"message":"later"},"_":1}"#))
        _ = try await answer(to: #"{"i":2,"a":["add","x"]}"#)
        _ = try await answer(to: #"{"i":3,"a":["nobody"]}"#)
        #expect(await seen.next(3) == ["Secret", "ArgumentError", "UnhandledEvent"])
        let kinds: [LogLine.Kind] = [.refusedByHandler, .argument, .noListener]
        #expect(log.lines.map(\.message) == kinds.map(\.rawValue))
    }

    @Test("An event that is not let through is dropped, and one without a handler makes no report")
    func drop() async throws {
        let runs = Shared(0)
        server.on("count") { runs.change { $0 += 1 } }
        server.use { call, next in call.event == "count" ? .empty : try await next(call) }
        try peer.send(#"{"a":["count"]}"#)
        try peer.send(#"{"a":["nobody"]}"#)
        #expect(try await answer(to: #"{"i":1,"a":["ping"]}"#) == .message(#"{"i":1,"d":"pong"}"#))
        #expect(runs.value == 0)
        #expect(log.lines == [RecordedLine(.noListener, ["client": "1", "event": "nobody"])])
    }

    @Test("A once handler is taken only by an event that is let through, with arguments that convert")
    func once() async throws {
        server.once("once") { (number: Int) in number }
        server.use { call, next in
            guard call.event == "once" else { return try await next(call) }
            var call = call
            switch try call.decode(String.self) {
            case "refuse": throw Rejection("no")
            case "answer": return .answer(0)
            case "spoil": call.arguments = try RawArguments("text")
            default: call.arguments = try RawArguments(7)
            }
            return try await next(call)
        }
        #expect(
            try await answer(to: #"{"i":1,"a":["once","refuse"]}"#) == .message(#"{"i":1,"e":{"message":"no"},"_":1}"#)
        )
        #expect(try await answer(to: #"{"i":2,"a":["once","answer"]}"#) == .message(#"{"i":2,"d":0}"#))
        guard case .message(let spoilt) = try await answer(to: #"{"i":3,"a":["once","spoil"]}"#) else { return }
        #expect(spoilt.contains("expected an integer"))
        #expect(try await answer(to: #"{"i":4,"a":["once","pass"]}"#) == .message(#"{"i":4,"d":7}"#))
        #expect(
            try await answer(to: #"{"i":5,"a":["once","pass"]}"#)
                == .message(#"{"i":5,"e":{"message":"no event listener for 'once'"},"_":1}"#)
        )
    }

    @Test("A handler runs once, however often it is called for; what no handler has seen may be tried again")
    func again() async throws {
        let runs = Shared(0)
        server.on("count") { (_: Int) in runs.change { $0 += 1 } }
        server.use { call, next in
            var call = call
            if let reply = try? await next(call) { return call.event == "count" ? try await next(call) : reply }
            call.arguments = try RawArguments(1)
            return try await next(call)
        }
        #expect(try await answer(to: #"{"i":1,"a":["count","x"]}"#) == .message(#"{"i":1}"#))
        #expect(
            try await answer(to: #"{"i":2,"a":["count",1]}"#)
                == .message(#"{"i":2,"e":{"message":"internal error"},"_":1}"#)
        )
        #expect(runs.value == 2)
    }

    @Test("It is cancelled with the request, and knows why")
    func cancellation() async throws {
        let ends = Events<CancellationReason?>()
        server.on("wait") { true }
        server.use { call, next in
            guard call.event == "wait" else { return try await next(call) }
            await waitUntilCancelled()
            ends.add(CancellationReason.current)
            return try await next(call)
        }
        try peer.send(#"{"i":1,"a":["wait"]}"#)
        try peer.send(#"{"i":1,"x":"enough"}"#)
        #expect(await ends.next() == .peer(RemoteError(message: "enough")))
        #expect(try await answer(to: #"{"i":2,"a":["ping"]}"#) == .message(#"{"i":2,"d":"pong"}"#))
    }

    @Test("It counts as a running handler, and what waits goes on in order when it has ended")
    func limits() async throws {
        let arrived = Events<Int>()
        let gate = Latch()
        server.on("number") { (number: Int) in number }
        server.use { call, next in
            guard call.event == "number" else { return try await next(call) }
            arrived.add(try call.decode(Int.self))
            await gate.wait()
            return try await next(call)
        }
        for number in 1...4 { try peer.send(#"{"i":\#(number),"a":["number",\#(number)]}"#) }
        #expect(await arrived.next(2) == [1, 2])
        gate.open()
        #expect(await arrived.next(2) == [3, 4])
        var answers: Set<RawPeer.Received> = []
        for _ in 1...4 { answers.insert(await peer.next()) }
        #expect(answers == Set((1...4).map { .message(#"{"i":\#($0),"d":\#($0)}"#) }))
    }

    @Test("onMessage can await what it comes to")
    func processed() async throws {
        let seen = Events<String>()
        server.onMessage { message, _ in
            Task {
                await message.processed()
                seen.add("processed \(message.event)")
            }
        }
        server.use { _, _ in throw Secret() }
        try peer.send(#"{"a":["dropped"]}"#)
        #expect(await seen.next() == "processed dropped")
    }
}

import FairwayTesting
import Testing

@testable import Fairway

@Suite("A request gets exactly one answer")
struct AnsweringTests {
    private let server = FairwayServer()
    private let peer: RawPeer

    init() {
        peer = RawPeer(connectingTo: server)
    }

    private func answer(to frame: String) async throws -> RawPeer.Received {
        try peer.send(frame)
        return await peer.next()
    }

    @Test("A value, or none")
    func answers() async throws {
        server.on("add") { (a: Int, b: Int) in a + b }
        server.on("note") { (_: String) in }
        #expect(try await answer(to: #"{"i":1,"a":["add",1,2]}"#) == .message(#"{"i":1,"d":3}"#))
        #expect(try await answer(to: #"{"i":2,"a":["note","x"]}"#) == .message(#"{"i":2}"#))
        #expect(
            try await answer(to: #" { "a" : [ "add" , 4, 5 ] , "extra" : [{}], "i" : 3 } "#)
                == .message(#"{"i":3,"d":9}"#)
        )
    }

    @Test(
        "Arguments that do not convert are named with what was wanted and what came, and the handler does not run",
        arguments: [
            (#"{"i":1,"a":["add",1,"x"]}"#, "argument '2' of 'add': expected an integer, got string \\\"x\\\""),
            (#"{"i":1,"a":["add",1]}"#, "argument '2' of 'add': expected an integer, got nothing"),
            (#"{"i":1,"a":["add",1.5,2]}"#, "argument '1' of 'add': expected an integer, got number 1.5"),
            (
                #"{"i":1,"c":"sums","a":["all",[1,2,null]]}"#,
                "argument '1[2]' of 'all' on channel 'sums': expected an integer, got null"
            ),
        ]
    )
    func badArguments(frame: String, message: String) async throws {
        let hasRun = Shared(false)
        server.on("add") { (a: Int, b: Int) in
            hasRun.change { $0 = true }
            return a + b
        }
        server.of("sums").on("all") { (numbers: [Int]) in
            hasRun.change { $0 = true }
            return numbers.reduce(0, +)
        }
        #expect(try await answer(to: frame) == .message(#"{"i":1,"e":{"message":"\#(message)"},"_":1}"#))
        #expect(!hasRun.value)
    }

    @Test("A presentable error reaches the peer, any other one only this side")
    func errors() async throws {
        struct Secret: Error, CustomStringConvertible { let description = "the password is 123" }
        let reports = Events<String>()
        server.onError { reports.add("\($0.underlying)") }
        server.on("fail") { (message: String) throws -> Void in
            throw Rejection(message, code: "E1", details: ["left": 3])
        }
        server.on("crash") { () throws -> Void in throw Secret() }
        #expect(
            try await answer(to: #"{"i":1,"a":["fail","no"]}"#)
                == .message(#"{"i":1,"e":{"message":"no","code":"E1","details":{"left":3}},"_":1}"#)
        )
        #expect(
            try await answer(to: #"{"i":2,"a":["crash"]}"#)
                == .message(#"{"i":2,"e":{"message":"internal error"},"_":1}"#)
        )
        #expect(await reports.next() == "handler of 'crash' failed: the password is 123")
    }

    @Test("An answer that the wire has no form for is an internal error")
    func unsendableAnswer() async throws {
        server.on("half") { Double.nan }
        #expect(
            try await answer(to: #"{"i":1,"a":["half"]}"#)
                == .message(#"{"i":1,"e":{"message":"internal error"},"_":1}"#)
        )
    }

    @Test("Reserved names of the main channel are rejected, and free elsewhere", arguments: ReservedEvent.allCases)
    func reserved(event: ReservedEvent) async throws {
        let name = EventName(event.rawValue)
        server.on(name) { "reached" }
        server.of("named").on(name) { "reached" }
        #expect(
            try await answer(to: #"{"i":1,"a":["\#(name)"]}"#)
                == .message(#"{"i":1,"e":{"message":"'\#(name)' is reserved on the main channel"},"_":1}"#)
        )
        #expect(try await answer(to: #"{"i":2,"c":"named","a":["\#(name)"]}"#) == .message(#"{"i":2,"d":"reached"}"#))
        let client = try #require(server.clients.first)
        await #expect(throws: ReservedEventError(event: name)) { try await client.emit(name) }
    }

    @Test("A cancelled request ends its handler and is not answered")
    func cancellation() async throws {
        let ends = Events<Bool>()
        server.on("wait") { () async -> Void in
            await waitUntilCancelled()
            ends.add(Task.isCancelled)
        }
        server.on("ping") { "pong" }
        try peer.send(#"{"i":1,"a":["wait"]}"#)
        try peer.send(#"{"i":1,"x":"enough"}"#)
        #expect(await ends.next() == true)
        #expect(try await answer(to: #"{"i":2,"a":["ping"]}"#) == .message(#"{"i":2,"d":"pong"}"#))
    }

    @Test("A second request with a number that is still running is dropped and reported")
    func duplicate() async throws {
        let reports = Events<String>()
        server.onError { reports.add("\($0.underlying)") }
        server.on("wait") { await waitUntilCancelled() }
        try peer.send(#"{"i":1,"a":["wait"]}"#)
        try peer.send(#"{"i":1,"a":["wait"]}"#)
        #expect(await reports.next() == "request 1 came again while it was running")
    }

    @Test(
        "A frame that cannot be read does not answer a request with its number that is still running",
        arguments: [
            #"{"i":1,"a":["echo",\#(String(repeating: "[", count: 200))\#(String(repeating: "]", count: 200))]}"#,
            #"{"i":1,"a":["echo","\ud800"]}"#,
            "\u{FEFF}" + #"{"i":1,"a":["echo",1]}"#,
        ]
    )
    func unreadableDuplicate(frame: String) async throws {
        let (reports, release) = (Events<String>(), Events<Void>())
        server.onError { reports.add("\($0.underlying)") }
        server.on("wait") { await release.next() }
        try peer.send(#"{"i":1,"a":["wait"]}"#)
        try peer.send(frame)
        #expect(await reports.next()?.hasPrefix("malformed message") == true)
        release.add(())
        #expect(await peer.next() == .message(#"{"i":1}"#))
    }

    @Test("A request on an anonymous channel that is not there does not answer one with its number")
    func anonymousDuplicate() async throws {
        let release = Events<Void>()
        server.on("wait") { await release.next() }
        try peer.send(#"{"i":1,"a":["wait"]}"#)
        #expect(
            try await answer(to: #"{"i":1,"h":9,"a":["x"]}"#)
                == .message(#"{"h":9,"x":{"message":"no such channel"},"_":1}"#)
        )
        release.add(())
        #expect(await peer.next() == .message(#"{"i":1}"#))
    }

    @Test("A request that comes again while the server closes is not answered twice")
    func closingDuplicate() async throws {
        let (started, release) = (Events<Void>(), Events<Void>())
        server.on("wait") {
            started.add(())
            await release.next()
        }
        try peer.send(#"{"i":1,"a":["wait"]}"#)
        await started.next()
        async let closed: Void = server.close(grace: .seconds(600))
        await server.waitUntilClosing()
        try peer.send(#"{"i":1,"a":["wait"]}"#)
        #expect(
            try await answer(to: #"{"i":2,"a":["wait"]}"#)
                == .message(#"{"i":2,"e":{"message":"the connection is closing"},"_":1}"#)
        )
        release.add(())
        #expect(await peer.next() == .message(#"{"i":1}"#))
        await closed
    }

    @Test("Messages for anonymous channels that are not there are aborted, and requests rejected too")
    func anonymous() async throws {
        #expect(
            try await answer(to: #"{"h":7,"a":["x"]}"#) == .message(#"{"h":7,"x":{"message":"no such channel"},"_":1}"#)
        )
        #expect(
            try await answer(to: #"{"i":3,"h":"8","a":["x"]}"#)
                == .message(#"{"h":8,"x":{"message":"no such channel"},"_":1}"#)
        )
        #expect(await peer.next() == .message(#"{"i":3,"e":{"message":"no such channel"},"_":1}"#))
    }
}

import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 11: cancellations, and the end of a connection", .timeLimit(.minutes(2)))
struct CancellationTests {
    private static let cancellations = [
        #"{"i":1,"x":"enough"}"#, #"{"i":1,"x":null}"#, #"{"x":{"message":"enough"},"i":1,"_":1}"#, #"{"i":1,"x":0}"#,
        #"{"i":1,"x":{"deep":[{}]},"_":true,"d":1}"#,
    ]

    @Test("A cancellation ends the handler, which is not answered", arguments: Link.allCases, cancellations)
    func cancelled(link: Link, frame: String) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            // What comes before the connection is open waits, and is then cancelled before it sleeps.
            try await peer.settle()
            try peer.send(#"{"i":1,"a":["sleep",86400000]}"#)
            try peer.send(frame)
            try await peer.expect(#"{"i":2,"a":["cancelled"]}"#, #"{"i":2,"d":1}"#)
            try peer.send(frame)
            try await peer.expect(#"{"i":2,"a":["cancelled"]}"#, #"{"i":2,"d":1}"#)
        }
    }

    @Test(
        "Its reason is readable in the handler's task, and in those that it starts",
        arguments: Link.allCases,
        [
            (#""x":"enough""#, RemoteError(message: "enough")), (#""x":null"#, RemoteError(message: "cancelled")),
            (
                #""x":{"message":"no","code":"E","details":[1]},"_":1"#,
                RemoteError(message: "no", code: "E", details: [1])
            ),
            (#""x":7"#, RemoteError(message: "cancelled", details: 7)),
        ]
    )
    func reason(link: Link, cancellation: (text: String, reason: RemoteError)) async throws {
        let server = FairwayServer.conformance()
        let reasons = Queue<CancellationReason?>()
        server.on("wait") {
            reasons.add(CancellationReason.current)
            await waitUntilCancelled()
            reasons.add(CancellationReason.current)
            await Task { reasons.add(CancellationReason.current) }.value
        }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.settle()
            try peer.send(#"{"i":1,"a":["wait"]}"#)
            #expect(await reasons.next() == .some(nil))
            try peer.send(#"{"i":1,\#(cancellation.text)}"#)
            let reason = CancellationReason.peer(cancellation.reason)
            #expect(await reasons.next(2) == [reason, reason])
            try peer.send(#"{"i":2,"a":["wait"]}"#)
            #expect(await reasons.next() == .some(nil))
            peer.close(status: 4000, reason: "bye")
            guard case .connectionEnded(let end)?? = await reasons.next() else {
                Issue.record("the end of the connection is no reason")
                return
            }
            #expect((end.status, end.reason, end.isLocal) == (4000, "bye", false))
        }
    }

    @Test("One for an unknown or answered request is ignored", arguments: Link.allCases)
    func unknown(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"i":5,"x":"never made"}"#)
            try await peer.expect(#"{"i":1,"a":["add",1,2]}"#, #"{"i":1,"d":3}"#)
            try peer.send(#"{"i":1,"x":"too late"}"#)
            try await peer.expect(#"{"i":1,"a":["add",3,4]}"#, #"{"i":1,"d":7}"#)
            try await peer.settle()
            try peer.send("the first thing to report")
            #expect(await host.nextReport() == "malformed message: malformed JSON: expected a value")
        }
    }

    @Test(
        "The late answer of a cancelled handler is not sent, and its number is free only then",
        arguments: Link.allCases
    )
    func stubborn(link: Link) async throws {
        let server = FairwayServer.conformance()
        let (started, gate, ended) = (Queue<Void>(), Gate(), Queue<RequestID?>())
        server.on("stubborn") {
            started.add(())
            await gate.wait()
            return "late"
        }
        server.onMessage { message, _ in
            guard message.event == "stubborn" else { return }
            Task {
                await message.processed()
                ended.add(message.requestID)
            }
        }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"i":1,"a":["stubborn"]}"#)
            await started.next()
            try peer.send(#"{"i":1,"x":"enough"}"#)
            try peer.send(#"{"i":1,"a":["add",1,2]}"#)
            #expect(await host.nextReport() == "request 1 came again while it was running")
            gate.open()
            #expect(await ended.next() == RequestID(rawValue: 1))
            try await peer.expect(#"{"i":1,"a":["add",1,2]}"#, #"{"i":1,"d":3}"#)
        }
    }

    @Test("A second request with a number that is running is dropped and reported", arguments: Link.allCases)
    func duplicate(link: Link) async throws {
        let clock = ManualClock()
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        try await Host.serve(.conformance(configuration: configuration), over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"i":1,"a":["sleep",1000]}"#)
            for frame in [#"{"i":1,"a":["sleep",1000]}"#, #"{"i":1,"a":["nobody"]}"#, #"{"i":1,"a":["add","x"]}"#] {
                try peer.send(frame)
                #expect(await host.nextReport() == "request 1 came again while it was running")
            }
            await clock.waitForSleeper()
            clock.advance(by: .seconds(1))
            await peer.expectNext(#"{"i":1}"#)
            try await peer.expect(#"{"i":1,"a":["add",1,2]}"#, #"{"i":1,"d":3}"#)
        }
    }

    @Test("The end of a connection cancels the handlers of requests, and not those of events", arguments: Link.allCases)
    func end(link: Link) async throws {
        let server = FairwayServer()
        let (started, gate, ended) = (Queue<String>(), Gate(), Queue<String>())
        server.on("request") {
            started.add("request")
            await waitUntilCancelled()
            ended.add("request \(Task.isCancelled)")
        }
        server.on("event") {
            started.add("event")
            await gate.wait()
            ended.add("event \(Task.isCancelled)")
        }
        try await Host.serve(server, over: link) { host in
            for cuts in [false, true] {
                let peer = try await host.peer()
                try peer.send(#"{"a":["event"]}"#)
                try peer.send(#"{"i":1,"a":["request"]}"#)
                #expect(await started.next(2) == ["event", "request"])
                if cuts { peer.abort() } else { peer.close() }
                #expect(await ended.next() == "request true")
            }
            gate.open()
            #expect(await ended.next(2) == ["event false", "event false"])
        }
    }

    @Test("A request that waits is cancelled before it runs", arguments: Link.allCases)
    func waiting(link: Link) async throws {
        let server = FairwayServer.conformance()
        let gate = Gate()
        server.onOpen { _ in await gate.wait() }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"i":1,"a":["note","never"]}"#)
            try peer.send(#"{"i":1,"x":"enough"}"#)
            try peer.send(#"{"i":1,"a":["note","instead"]}"#)
            try peer.send("read by now")
            #expect(await host.nextReport() == "malformed message: malformed JSON: expected a value")
            gate.open()
            await peer.expectNext(#"{"i":1}"#)
            try await peer.expect(#"{"i":2,"a":["notes"]}"#, #"{"i":2,"d":["instead"]}"#)
        }
    }

    @Test("A client's handlers are cancelled in the same way", arguments: Link.allCases)
    func client(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let ended = Queue<Bool>()
            guest.client.on("wait") {
                await waitUntilCancelled()
                ended.add(Task.isCancelled)
            }
            guest.client.on("echo") { (value: JSONValue) in value }
            let server = try await guest.connect()
            try server.send(#"{"i":1,"a":["wait"]}"#)
            try server.send(#"{"i":1,"x":"enough"}"#)
            #expect(await ended.next() == true)
            try await server.settle()
            try server.send(#"{"i":2,"a":["wait"]}"#)
            try await server.settle()
            server.close()
            #expect(await ended.next() == true)
        }
    }
}

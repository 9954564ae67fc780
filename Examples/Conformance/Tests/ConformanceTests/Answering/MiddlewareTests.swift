import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 12: middleware", .timeLimit(.minutes(2)))
struct MiddlewareTests {
    @Test("It sees every event before its handler, in order of registration", arguments: Link.allCases)
    func order(link: Link) async throws {
        let server = FairwayServer.conformance()
        let seen = Queue<String>()
        for name in ["first", "second"] {
            server.use { call, next in
                seen.add(
                    "\(name) \(call.channel)/\(call.event) \(call.arguments) \(call.requestID?.description ?? "-")"
                )
                return try await next(call)
            }
        }
        server.on("tell") { seen.add("handler") }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            for (frame, event) in [
                (#"{"i":7,"a":["tell"]}"#, "/tell [] 7"), (#"{"a":["tell",{"k":1}]}"#, #"/tell [{"k":1}] -"#),
            ] {
                try peer.send(frame)
                #expect(await seen.next(3) == ["first \(event)", "second \(event)", "handler"])
            }
            await peer.expectNext(#"{"i":7}"#)
            try await peer.expect(
                #"{"i":8,"c":"named","a":["nobody"]}"#,
                rejection(8, "no event listener for 'nobody' on channel 'named'")
            )
            try await peer.expect(#"{"i":9,"a":["open"]}"#, rejection(9, "'open' is reserved on the main channel"))
            try await peer.expect(#"{"i":1,"a":["tell"]}"#, #"{"i":1}"#)
            let rest = await seen.next(5)
            #expect(
                rest == [
                    "first named/nobody [] 8", "second named/nobody [] 8", "first /tell [] 1", "second /tell [] 1",
                    "handler",
                ]
            )
        }
    }

    @Test(
        "A channel's own comes behind the server's, and sees names that the main channel reserves",
        arguments: Link.allCases
    )
    func channel(link: Link) async throws {
        let server = FairwayServer.conformance()
        let seen = Queue<String>()
        server[Conformance.Named.self].use { call, next in
            seen.add("named")
            return try await next(call)
        }
        server.use { call, next in
            seen.add("server \(call.channel)/\(call.event)")
            return try await next(call)
        }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":1,"a":["echo",1]}"#, #"{"i":1,"d":1}"#)
            try await peer.expect(#"{"i":2,"c":"named","a":["open","x"]}"#, #"{"i":2,"d":"X"}"#)
            try peer.send(#"{"c":"named","a":["nobody"]}"#)
            let expected = ["server /echo", "server named/open", "named", "server named/nobody", "named"]
            #expect(await seen.next(5) == expected)
        }
    }

    @Test("It may change the arguments", arguments: Link.allCases)
    func change(link: Link) async throws {
        let server = FairwayServer.conformance()
        server.use { call, next in
            guard call.event == "add" else { return try await next(call) }
            let (a, b) = try call.decode(Int.self, Int.self)
            var call = call
            call.arguments = try RawArguments(a * 10, b * 10)
            return try await next(call)
        }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":1,"a":["add",1,2]}"#, #"{"i":1,"d":30}"#)
            try await peer.expect(#"{"i":2,"c":"lenient","a":["add",1,2]}"#, #"{"i":2,"d":30}"#)
            try await peer.expect(
                #"{"i":3,"a":["add",1,"x"]}"#,
                rejection(3, #"argument '2' of 'add': expected an integer, got string \"x\""#)
            )
            try await peer.settle()
        }
    }

    @Test("It may answer in the handler's place", arguments: Link.allCases)
    func answer(link: Link) async throws {
        let server = FairwayServer.conformance()
        server.use { call, next in
            switch call.event {
            case "add": .answer("answered")
            case "notes", "note": .empty
            case "half": .answer(Double.nan)
            default: try await next(call)
            }
        }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":1,"a":["add","no number"]}"#, #"{"i":1,"d":"answered"}"#)
            try await peer.expect(#"{"i":2,"a":["notes"]}"#, #"{"i":2}"#)
            try await peer.expect(#"{"i":3,"a":["half",1]}"#, rejection(3, "internal error"))
            try peer.send(#"{"a":["note","dropped"]}"#)
            try peer.send(#"{"a":["add",1,2]}"#)
            try await peer.settle()
        }
    }

    @Test("It may refuse, in the forms that a handler's errors have", arguments: Link.allCases)
    func refuse(link: Link) async throws {
        struct Secret: Error {}
        let server = FairwayServer.conformance()
        server.use { call, next in
            switch call.event {
            case "add": throw Rejection("sign in first", code: "401")
            case "half": throw Secret()
            case "refuse": throw Conformance.Refusal.notAllowed
            case "notes": throw Conformance.Refusal.notAllowed
            default: try await next(call)
            }
        }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(
                #"{"i":1,"a":["add",1,2]}"#,
                #"{"i":1,"e":{"message":"sign in first","code":"401"},"_":1}"#
            )
            try await peer.expect(#"{"i":2,"a":["half",1]}"#, rejection(2, "internal error"))
            #expect((await host.reports.next()?.underlying as? HandlerError)?.underlying is Secret)
            try await peer.expect(#"{"i":3,"a":["refuse","tooMany"]}"#, #"{"i":3,"e":"notAllowed"}"#)
            try await peer.expect(#"{"i":4,"a":["notes"]}"#, rejection(4, "internal error"))
        }
    }

    @Test("It is cancelled with its handler, and what it answers then is not sent", arguments: Link.allCases)
    func cancelled(link: Link) async throws {
        let server = FairwayServer.conformance()
        let ended = Queue<CancellationReason?>()
        server.use { call, next in
            guard call.event == "add" else { return try await next(call) }
            await waitUntilCancelled()
            ended.add(CancellationReason.current)
            return .answer(0)
        }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.settle()
            try peer.send(#"{"i":1,"a":["add",1,2]}"#)
            try peer.send(#"{"i":1,"x":"enough"}"#)
            #expect(await ended.next() == .peer(RemoteError(message: "enough")))
            try await peer.settle()
        }
    }

    @Test("Events that pass it start in the order in which they came", arguments: Link.allCases)
    func started(link: Link) async throws {
        let server = FairwayServer.conformance()
        server.use { call, next in try await next(call) }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            for number in 1...500 { try peer.send(#"{"a":["note","\#(number)"]}"#) }
            let notes = (1...500).map { #""\#($0)""# }.joined(separator: ",")
            try await peer.expect(#"{"i":1,"a":["notes"]}"#, #"{"i":1,"d":[\#(notes)]}"#)
        }
    }

    @Test("A client's middleware sees what its server sends", arguments: Link.allCases)
    func client(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            guest.client[Conformance.Main.self].register(Answerer())
            guest.client.use { call, next in
                guard call.event == "answer" else { return try await next(call) }
                let question = try call.decode(String.self)
                return question == "secret" ? .answer("no answer") : try await next(call)
            }
            let server = try await guest.connect()
            try await server.expect(#"{"i":1,"a":["answer","who"]}"#, #"{"i":1,"d":"who!"}"#)
            try await server.expect(#"{"i":2,"a":["answer","secret"]}"#, #"{"i":2,"d":"no answer"}"#)
        }
    }
}

import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 7: one handler, one answer", .timeLimit(.minutes(2)))
struct AnswerTests {
    @Test("Each of many requests at the same time gets one answer", arguments: Link.allCases)
    func many(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for id in 1...1_000 { try peer.send(#"{"i":\#(id),"a":["\#(id % 2 == 0 ? "add" : "sleep")",\#(-id),1]}"#) }
            var answers: Set<String> = []
            for _ in 1...1_000 { answers.insert(await peer.nextFrame() ?? "") }
            #expect(
                answers == Set((1...1_000).map { $0 % 2 == 0 ? #"{"i":\#($0),"d":\#(1 - $0)}"# : #"{"i":\#($0)}"# })
            )
            try await peer.settle()
        }
    }

    @Test("A handler for one event takes one, however many come at the same time", arguments: Link.allCases)
    func once(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let (first, second) = (try await host.peer(), try await host.peer())
            try await first.expect(#"{"i":1,"a":["arm","server.once"]}"#, #"{"i":1}"#)
            try await first.expect(#"{"i":1,"a":["arm","client.once"]}"#, #"{"i":1}"#)
            for id in 1...50 { for peer in [first, second] { try peer.send(#"{"i":\#(id),"a":["tier"]}"#) } }
            var answers: [String: Int] = [:]
            for id in 1...50 {
                for peer in [first, second] {
                    let frame = await peer.nextFrame()
                    #expect(frame?.hasPrefix(#"{"i":\#(id),"d":"#) == true)
                    answers[String(frame?.split(separator: ":").last ?? ""), default: 0] += 1
                }
            }
            #expect(answers == [#""client.once"}"#: 1, #""server.once"}"#: 1, #""server.on"}"#: 98])
        }
    }

    @Test("A request without a number runs; its answer is dropped and its error reported", arguments: Link.allCases)
    func requestAsEvent(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"a":["arm","client.on"]}"#)
            try await peer.expect(#"{"i":1,"a":["tier"]}"#, #"{"i":1,"d":"client.on"}"#)
            for (frame, error) in [
                (#"{"a":["crash"]}"#, "handler of 'crash' failed: the secret of the server"),
                (#"{"a":["refuse","tooMany"]}"#, "handler of 'refuse' failed: tooMany"),
            ] {
                try peer.send(frame)
                #expect(await host.nextReport() == error)
            }
            try peer.send(#"{"a":["fail","no"]}"#)
            #expect(
                (await host.reports.next()?.underlying as? HandlerError)?.underlying as? Rejection == Rejection("no")
            )
            try await peer.settle()
        }
    }

    @Test("A plain event with a number is answered without a value", arguments: Link.allCases)
    func eventAsRequest(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":1,"a":["note","x"]}"#, #"{"i":1}"#)
            try await peer.expect(#"{"i":2,"a":["notes"]}"#, #"{"i":2,"d":["x"]}"#)
            try await peer.expect(
                #"{"i":3,"a":["hangUp",1,"no"]}"#,
                rejection(3, "1 is no status that a close can carry")
            )
        }
    }

    @Test("Without a schema it is the same", arguments: Link.allCases)
    func untyped(link: Link) async throws {
        let server = FairwayServer()
        let ran = Queue<Int>()
        server.on("echo") { (value: JSONValue) in value }
        server.on("double") { (number: Int) in
            ran.add(number)
            return number * 2
        }
        server.on("take") { (number: Int) in ran.add(number) }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"a":["double",1]}"#)
            try peer.send(#"{"a":["take",2]}"#)
            try await peer.expect(#"{"i":1,"a":["double",3]}"#, #"{"i":1,"d":6}"#)
            try await peer.expect(#"{"i":2,"a":["take",4]}"#, #"{"i":2}"#)
            #expect(await ran.next(4) == [1, 2, 3, 4])
            try await peer.settle()
        }
    }

    @Test("A client answers its server in the same way", arguments: Link.allCases)
    func client(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            guest.client[Conformance.Main.self].register(Answerer())
            let server = try await guest.connect()
            try server.send(#"{"a":["answer","dropped"]}"#)
            try await server.expect(#"{"i":1,"a":["answer","who"]}"#, #"{"i":1,"d":"who!"}"#)
            try await server.expect(#"{"i":2,"a":["said","x"]}"#, #"{"i":2}"#)
        }
    }
}

import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 22: a client outlives its connections", .timeLimit(.minutes(2)))
struct ClientLifeTests {
    @Test("Handlers stay, and each connection counts for itself", arguments: Link.allCases)
    func handlers(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let remote = guest.client[Conformance.Main.self]
            remote.register(Answerer())
            let ends = Queue<String>()
            guest.client.onClose { ends.add("\($0.status) \($0.reason) \($0.isLocal)") }
            for round in 1...3 {
                let server = try await guest.connect()
                try await server.expect(#"{"i":1,"a":["answer","who"]}"#, #"{"i":1,"d":"who!"}"#)
                let asked = Task { try await remote.add(a: round, b: 1) }
                await server.expectNext(#"{"i":1,"a":["add",\#(round),1]}"#)
                try server.send(#"{"i":1,"d":\#(round + 1)}"#)
                #expect(try await asked.value == round + 1)
                server.close(status: 4001, reason: "again")
                #expect(await ends.next() == "4001 again false")
            }
        }
    }

    @Test("Pending requests fail at once with their connection, and not those of the next", arguments: Link.allCases)
    func pending(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let first = try await guest.connect()
            let lost = Task { try await guest.client.request("do", 1) }
            await first.expectNext(#"{"i":1,"a":["do",1]}"#)
            let second = try await guest.connect()
            await first.expectEnd(.normalClosure, "replaced by a new connection")
            await #expect(throws: RequestError.connectionClosed) { try await lost.value }
            let kept = Task { try await guest.client.request("do", 2) }
            await second.expectNext(#"{"i":1,"a":["do",2]}"#)
            try second.send(#"{"i":1}"#)
            try await kept.value
        }
    }

    @Test("Ten events wait for the next connection, in order, and the eleventh fails", arguments: Link.allCases)
    func waiting(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            guest.client.on("echo") { (value: JSONValue) in value }
            for _ in 1...2 {
                for number in 1...10 { try await guest.client.emit("count", number) }
                await #expect(throws: EmitError.notConnected) { try await guest.client.emit("count", 11) }
                await #expect(throws: RequestError.notConnected) { try await guest.client.request("count") }
                let server = try await guest.connect()
                for number in 1...10 { await server.expectNext(#"{"a":["count",\#(number)]}"#) }
                try await guest.client.emit("count", 12)
                await server.expectNext(#"{"a":["count",12]}"#)
                try await server.settle()
                await guest.client.close()
            }
        }
    }

    @Test("The limit may be set, also to none", arguments: Link.allCases, [0, 3, 25])
    func limit(link: Link, limit: Int) async throws {
        try await Guest.visit(FairwayClient(maximumWaitingEvents: limit), over: link) { guest in
            for number in 0..<limit { try await guest.client.emit("count", number) }
            await #expect(throws: EmitError.notConnected) { try await guest.client.emit("count", limit) }
            let server = try await guest.connect()
            for number in 0..<limit { await server.expectNext(#"{"a":["count",\#(number)]}"#) }
        }
    }

    @Test("What waits leaves before what onOpen sends", arguments: Link.allCases)
    func beforeOpen(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            guest.client.onOpen { try await guest.client.emit("opened") }
            try await guest.client.emit("waited")
            let server = try await guest.connect()
            await server.expectNext(#"{"a":["waited"]}"#)
            await server.expectNext(#"{"a":["opened"]}"#)
        }
    }

    @Test("An answer that is late for its connection does not go to the next", arguments: Link.allCases)
    func lateAnswer(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let (started, gate, ended) = (Queue<Void>(), Gate(), Queue<Void>())
            guest.client.on("echo") { (value: JSONValue) in value }
            guest.client.on("slow") {
                started.add(())
                await gate.wait()
                return "late"
            }
            guest.client.onMessage { message in
                guard message.event == "slow" else { return }
                Task {
                    await message.processed()
                    ended.add(())
                }
            }
            let first = try await guest.connect()
            try first.send(#"{"i":1,"a":["slow"]}"#)
            await started.next()
            let second = try await guest.connect()
            gate.open()
            await ended.next()
            try await second.settle()
        }
    }
}

import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 13: how a request ends", .timeLimit(.minutes(2)))
struct RequestEndTests {
    private let clock = ManualClock()

    private func client() -> FairwayClient {
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        return FairwayClient(configuration: configuration)
    }

    @Test("By its answer, with a value or none", arguments: Link.allCases)
    func answered(link: Link) async throws {
        try await Guest.visit(client(), over: link) { guest in
            let server = try await guest.connect()
            let remote = guest.client[Conformance.Main.self]
            let sum = Task { try await remote.add(a: 1, b: 2) }
            await server.expectNext(#"{"i":1,"a":["add",1,2]}"#)
            try server.send(#"{"d":3,"i":1}"#)
            #expect(try await sum.value == 3)
            for frame in [#"{"i":2}"#, #"{"i":3,"d":null}"#, #"{"i":4,"d":["passed over"]}"#] {
                let done = Task { try await remote.crash() }
                _ = await server.nextFrame()
                try server.send(frame)
                try await done.value
            }
            let missing = Task { try await remote.add(a: 1, b: 2) }
            await server.expectNext(#"{"i":5,"a":["add",1,2]}"#)
            try server.send(#"{"i":5}"#)
            await #expect(throws: RequestError.unreadableAnswer("'add' was answered without a value")) {
                try await missing.value
            }
            let wrong = Task { try await remote.notes() }
            await server.expectNext(#"{"i":6,"a":["notes"]}"#)
            try server.send(#"{"i":6,"d":["a",1]}"#)
            await #expect(
                throws: RequestError.unreadableAnswer("answer of 'notes' at '[1]': expected a string, got number 1")
            ) { try await wrong.value }
        }
    }

    @Test("By its rejection", arguments: Link.allCases)
    func rejected(link: Link) async throws {
        try await Guest.visit(client(), over: link) { guest in
            let server = try await guest.connect()
            for (reason, error) in [
                (#""no""#, RemoteError(message: "no")), (#"{"message":"no"},"_":1"#, RemoteError(message: "no")),
                (#"{"message":"no","code":7},"_":1"#, RemoteError(message: "no", code: "7")),
                (#"{"code":"E"},"_":1"#, RemoteError(message: "request was rejected", code: "E")),
                ("7", RemoteError(message: "request was rejected", details: 7)),
                ("null", RemoteError(message: "request was rejected")),
            ] {
                let refused = Task { try await guest.client.request("do") }
                let id = await server.nextFrame()?.dropFirst(5).prefix { $0.isNumber } ?? ""
                try server.send(#"{"i":\#(id),"e":\#(reason)}"#)
                await #expect(throws: error) { try await refused.value }
            }
        }
    }

    @Test("By its timeout, which the peer is told once", arguments: Link.allCases)
    func timedOut(link: Link) async throws {
        try await Guest.visit(client(), over: link) { guest in
            guest.client.on("echo") { (value: JSONValue) in value }
            let server = try await guest.connect()
            for (id, timeout) in [nil, Duration.milliseconds(10)].enumerated() {
                let asked = Task { try await guest.client.request("do", timeout: timeout) }
                await server.expectNext(#"{"i":\#(id + 1),"a":["do"]}"#)
                await clock.waitForSleeper()
                clock.advance(by: timeout ?? .seconds(30))
                await server.expectNext(#"{"i":\#(id + 1),"x":{"message":"timed out"},"_":1}"#)
                await #expect(throws: RequestError.timedOut) { try await asked.value }
                try server.send(#"{"i":\#(id + 1),"d":"late"}"#)
                try await server.settle()
            }
        }
    }

    @Test("By the cancellation of its task, which the peer is told once", arguments: Link.allCases)
    func cancelled(link: Link) async throws {
        try await Guest.visit(client(), over: link) { guest in
            guest.client.on("echo") { (value: JSONValue) in value }
            let server = try await guest.connect()
            let asked = Task { try await guest.client.request("do") }
            await server.expectNext(#"{"i":1,"a":["do"]}"#)
            asked.cancel()
            asked.cancel()
            await server.expectNext(#"{"i":1,"x":{"message":"cancelled"},"_":1}"#)
            await #expect(throws: CancellationError.self) { try await asked.value }
            try server.send(#"{"i":1,"d":"late"}"#)
            try server.send(#"{"i":1,"e":"late"}"#)
            clock.advance(by: .seconds(60))
            try await server.settle()
        }
    }

    @Test("A task that is cancelled already sends nothing", arguments: Link.allCases)
    func cancelledBefore(link: Link) async throws {
        try await Guest.visit(client(), over: link) { guest in
            guest.client.on("echo") { (value: JSONValue) in value }
            let server = try await guest.connect()
            let gate = Gate()
            let asked = Task {
                await gate.wait()
                await #expect(throws: CancellationError.self) { try await guest.client.request("do") }
                await #expect(throws: CancellationError.self) { try await guest.client.emit("do") }
            }
            asked.cancel()
            gate.open()
            await asked.value
            try await server.settle()
        }
    }

    @Test(
        "By the end of the connection, whoever asked for it",
        arguments: Link.allCases,
        ["close", "cut", "own close"]
    )
    func connectionEnded(link: Link, how: String) async throws {
        try await Guest.visit(client(), over: link) { guest in
            let server = try await guest.connect()
            let asked = Task { try await guest.client.request("do") }
            await server.expectNext(#"{"i":1,"a":["do"]}"#)
            switch how {
            case "close": server.close()
            case "cut": server.abort()
            default: await guest.client.close()
            }
            await #expect(throws: RequestError.connectionClosed) { try await asked.value }
            await guest.client.close()
            await #expect(throws: RequestError.notConnected) { try await guest.client.request("do") }
        }
    }

    @Test("A server's requests end in the same ways", arguments: Link.allCases)
    func server(link: Link) async throws {
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        try await Host.serve(.conformance(configuration: configuration), over: link) { host in
            let (peer, client) = try await host.peerAndClient()
            let remote = client[Conformance.Main.self]
            let answered = Task { try await remote.answer(question: "a") }
            await peer.expectNext(#"{"i":1,"a":["answer","a"]}"#)
            try peer.send(#"{"i":1,"d":"A"}"#)
            #expect(try await answered.value == "A")
            let rejected = Task { try await remote.answer(question: "b") }
            await peer.expectNext(#"{"i":2,"a":["answer","b"]}"#)
            try peer.send(#"{"i":2,"e":{"message":"no"},"_":1}"#)
            await #expect(throws: RemoteError(message: "no")) { try await rejected.value }
            let timedOut = Task { try await remote.answer(question: "c") }
            await peer.expectNext(#"{"i":3,"a":["answer","c"]}"#)
            await clock.waitForSleeper()
            clock.advance(by: .seconds(30))
            await peer.expectNext(#"{"i":3,"x":{"message":"timed out"},"_":1}"#)
            await #expect(throws: RequestError.timedOut) { try await timedOut.value }
            let cancelled = Task { try await remote.answer(question: "d") }
            await peer.expectNext(#"{"i":4,"a":["answer","d"]}"#)
            cancelled.cancel()
            await peer.expectNext(#"{"i":4,"x":{"message":"cancelled"},"_":1}"#)
            await #expect(throws: CancellationError.self) { try await cancelled.value }
            try await peer.settle()
            let ended = Task { try await remote.answer(question: "e") }
            await peer.expectNext(#"{"i":5,"a":["answer","e"]}"#)
            peer.close()
            await #expect(throws: RequestError.connectionClosed) { try await ended.value }
        }
    }

    @Test("A cancelled handler cancels what it has asked its client", arguments: Link.allCases)
    func chain(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":7,"a":["ask","who"]}"#, #"{"i":1,"a":["answer","who"]}"#)
            try await peer.expect(#"{"i":7,"x":"enough"}"#, #"{"i":1,"x":{"message":"cancelled"},"_":1}"#)
            try await peer.settle()
        }
    }

    @Test("Nothing of an ended request stays behind", arguments: Link.allCases)
    func nothingLeft(link: Link) async throws {
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        configuration.maximumPendingRequests = 1
        try await Guest.visit(FairwayClient(configuration: configuration), over: link) { guest in
            let server = try await guest.connect()
            for id in stride(from: 1, through: 40, by: 4) {
                let answered = Task { try await guest.client.request("do") }
                await server.expectNext(#"{"i":\#(id),"a":["do"]}"#)
                try server.send(#"{"i":\#(id)}"#)
                try await answered.value
                let rejected = Task { try await guest.client.request("do") }
                await server.expectNext(#"{"i":\#(id + 1),"a":["do"]}"#)
                try server.send(#"{"i":\#(id + 1),"e":"no"}"#)
                await #expect(throws: RemoteError.self) { try await rejected.value }
                let cancelled = Task { try await guest.client.request("do") }
                await server.expectNext(#"{"i":\#(id + 2),"a":["do"]}"#)
                cancelled.cancel()
                await server.expectNext(#"{"i":\#(id + 2),"x":{"message":"cancelled"},"_":1}"#)
                await #expect(throws: CancellationError.self) { try await cancelled.value }
                let timedOut = Task { try await guest.client.request("do") }
                await server.expectNext(#"{"i":\#(id + 3),"a":["do"]}"#)
                await clock.waitForSleeper()
                clock.advance(by: .seconds(30))
                await server.expectNext(#"{"i":\#(id + 3),"x":{"message":"timed out"},"_":1}"#)
                await #expect(throws: RequestError.timedOut) { try await timedOut.value }
            }
        }
    }
}

import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 27: how much runs, waits and is pending", .timeLimit(.minutes(2)))
struct BoundednessTests {
    private let clock = ManualClock()

    private func server() -> FairwayServer {
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        return .conformance(configuration: configuration)
    }

    /// Starts as many handlers as may run; their requests have the numbers from 1 on.
    private func fill(_ peer: RawPeer) async throws {
        try await peer.settle()
        for id in 1...127 { try peer.send(#"{"i":\#(id),"a":["sleep",1000]}"#) }
        try await peer.expect(#"{"i":500,"a":["running"]}"#, #"{"i":500,"d":127}"#)
        try peer.send(#"{"i":128,"a":["sleep",1000]}"#)
    }

    @Test("128 handlers run, and further events wait in order", arguments: Link.allCases)
    func waiting(link: Link) async throws {
        try await Host.serve(server(), over: link) { host in
            let peer = try await host.peer()
            try await fill(peer)
            for number in 1...100 { try peer.send(#"{"a":["note","\#(number)"]}"#) }
            try peer.send(#"{"i":1000,"a":["notes"]}"#)
            try peer.send("read by now")
            #expect(await host.nextReport() == "malformed message: malformed JSON: expected a value")
            try peer.send(#"{"i":77,"x":"enough"}"#)
            let notes = (1...100).map { "\"\($0)\"" }.joined(separator: ",")
            await peer.expectNext(#"{"i":1000,"d":[\#(notes)]}"#)
            try await peer.settle()
            clock.advance(by: .seconds(1))
            var answers: Set<String> = []
            for _ in 1...127 { answers.insert(await peer.nextFrame() ?? "") }
            #expect(answers == Set((1...128).filter { $0 != 77 }.map { #"{"i":\#($0)}"# }))
        }
    }

    @Test("What is said on anonymous channels overtakes what waits", arguments: Link.allCases)
    func anonymousChannels(link: Link) async throws {
        try await Host.serve(server(), over: link) { host in
            let peer = try await host.peer()
            try await fill(peer)
            try peer.send(#"{"i":1000,"a":["add",1,2]}"#)
            try peer.send(#"{"h":5,"x":{"message":"enough"},"_":1}"#)
            try await peer.expect(
                #"{"i":1001,"h":5,"a":["next"]}"#,
                #"{"h":5,"x":{"message":"no such channel"},"_":1}"#,
                rejection(1_001, "no such channel")
            )
            try await peer.expect(#"{"i":128,"x":"enough"}"#, #"{"i":1000,"d":3}"#)
        }
    }

    @Test("Another client does not wait", arguments: Link.allCases)
    func others(link: Link) async throws {
        try await Host.serve(server(), over: link) { host in
            let (peer, other) = (try await host.peer(), try await host.peer())
            try await fill(peer)
            try peer.send(#"{"i":1000,"a":["add",1,2]}"#)
            try await other.expect(#"{"i":1,"a":["add",1,2]}"#, #"{"i":1,"d":3}"#)
        }
    }

    @Test("With 1,024 waiting a request is rejected, and an event ends the connection", arguments: Link.allCases)
    func full(link: Link) async throws {
        try await Host.serve(server(), over: link) { host in
            let peer = try await host.peer()
            try await fill(peer)
            for id in 1_001...2_024 { try peer.send(#"{"i":\#(id),"a":["add",\#(id),0]}"#) }
            try await peer.expect(#"{"i":3000,"a":["add",1,2]}"#, rejection(3_000, "too many requests are waiting"))
            try peer.send(#"{"i":2000,"x":"makes room"}"#)
            try peer.send(#"{"i":3001,"a":["add",1,2]}"#)
            try await peer.expect(#"{"i":3002,"a":["add",1,2]}"#, rejection(3_002, "too many requests are waiting"))
            try peer.send(#"{"a":["note","x"]}"#)
            await peer.expectEnd(.tryAgainLater, "too many events are waiting")
            #expect(await host.nextReport() == "too many events are waiting")
        }
    }

    @Test("1 MiB may wait, and not more", arguments: Link.allCases)
    func bytes(link: Link) async throws {
        try await Host.serve(server(), over: link) { host in
            let peer = try await host.peer()
            try await fill(peer)
            // Eight of 128 KiB each, exactly.
            for id in 1_001...1_008 {
                let frame = #"{"i":\#(id),"a":["echo",7]}"#
                try peer.send(frame + String(repeating: " ", count: 131_072 - frame.utf8.count))
            }
            try await peer.expect(#"{"i":1009,"a":["echo",7]}"#, rejection(1_009, "too many requests are waiting"))
            try peer.send(#"{"i":1,"x":"enough"}"#)
            for id in 1_001...1_008 { await peer.expectNext(#"{"i":\#(id),"d":7}"#) }
            try await peer.settle()
        }
    }

    @Test("Answers overtake what waits", arguments: Link.allCases)
    func answers(link: Link) async throws {
        try await Host.serve(server(), over: link) { host in
            let peer = try await host.peer()
            for id in 1...128 { try peer.send(#"{"i":\#(id),"a":["ask","\#(id)"]}"#) }
            for id in 129...500 { try peer.send(#"{"i":\#(id),"a":["ask","\#(id)"]}"#) }
            for id in 1...500 {
                await peer.expectNext(#"{"i":\#(id),"a":["answer","\#(id)"]}"#)
                if id >= 128 {
                    try peer.send(#"{"i":\#(id - 127),"d":"y"}"#)
                    await peer.expectNext(#"{"i":\#(id - 127),"d":"y"}"#)
                }
            }
            for id in 374...500 { try await peer.expect(#"{"i":\#(id),"d":"y"}"#, #"{"i":\#(id),"d":"y"}"#) }
            try await peer.settle()
        }
    }

    @Test("A request by number 129 that would be pending throws", arguments: Link.allCases)
    func pending(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let server = try await guest.connect()
            let asked = (1...128).map { number in Task { try await guest.client.request("do", number) } }
            for _ in 1...128 { _ = await server.nextFrame() }
            await #expect(throws: RequestError.tooManyPending) { try await guest.client.request("do", 129) }
            try server.send(#"{"i":5}"#)
            try server.send(#"{"i":1,"e":"no"}"#)
            try server.send(#"{"a":["done"]}"#)
            for id in [2, 3, 4] + Array(6...128) { try server.send(#"{"i":\#(id)}"#) }
            var results = 0
            for task in asked { if case .success = await task.result { results += 1 } }
            #expect(results == 127)
            let next = Task { try await guest.client.request("do", 130) }
            await server.expectNext(#"{"i":129,"a":["do",130]}"#)
            try server.send(#"{"i":129}"#)
            try await next.value
        }
    }

    @Test("A server's requests of one client have the same bound", arguments: Link.allCases)
    func pendingOfServer(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let (peer, client) = try await host.peerAndClient()
            let remote = client[Conformance.Main.self]
            let asked = (1...128).map { _ in Task { try await remote.answer(question: "x") } }
            var requests: Set<String> = []
            for _ in 1...128 { requests.insert(await peer.nextFrame() ?? "") }
            #expect(requests == Set((1...128).map { #"{"i":\#($0),"a":["answer","x"]}"# }))
            await #expect(throws: RequestError.tooManyPending) { try await remote.answer(question: "y") }
            for id in 1...128 { try peer.send(#"{"i":\#(id),"d":"z"}"#) }
            for task in asked { #expect(try await task.value == "z") }
            try await peer.settle()
        }
    }

    @Test("A client holds its server to the same bounds", arguments: Link.allCases)
    func client(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let gate = Gate()
            guest.client.on("wait") { await gate.wait() }
            let server = try await guest.connect()
            for id in 1...(128 + 1_024) { try server.send(#"{"i":\#(id),"a":["wait"]}"#) }
            try await server.expect(#"{"i":5000,"a":["wait"]}"#, rejection(5_000, "too many requests are waiting"))
            try server.send(#"{"a":["wait"]}"#)
            await server.expectEnd(.tryAgainLater, "too many events are waiting")
            gate.open()
        }
    }
}

import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 17: a channel opens with the answer", .timeLimit(.minutes(2)))
struct OpeningChannelTests {
    @Test("What a handler sends on it before comes behind the answer", arguments: Link.allCases)
    func early(link: Link) async throws {
        let server = FairwayServer.conformance()
        let (began, goOn) = (Queue<Void>(), Gate())
        server.on(opening: "talk") { talk in
            try await talk.emit("early", 1)
            try await talk.emit("early", 2)
            began.add(())
            await goOn.wait()
        }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"i":1,"a":["talk"]}"#)
            await began.next()
            try await peer.settle()
            goOn.open()
            await peer.expectNext(#"{"i":1,"h":1}"#)
            for number in 1...2 { await peer.expectNext(#"{"h":1,"a":["early",\#(number)]}"#) }
        }
    }

    @Test("From then on a cancellation of its request is ignored", arguments: Link.allCases)
    func cancelledLate(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.open(1, #"["count",2]"#)
            try await peer.open(2, #"["calculator"]"#)
            for id in 1...2 { try peer.send(#"{"i":\#(id),"x":{"message":"too late"},"_":1}"#) }
            try peer.start(1, credit: 5)
            await peer.expectValues(1...2, on: 1)
            await peer.expectNext(finished(1))
            try await peer.expect(#"{"i":3,"h":2,"a":["add",1,2]}"#, #"{"i":3,"d":3}"#)
        }
    }

    @Test("A request that is cancelled before, or whose handler throws, opens none", arguments: Link.allCases)
    func unopened(link: Link) async throws {
        let server = FairwayServer.conformance()
        let started = Queue<Void>()
        server.on(opening: "wait") { _ in
            started.add(())
            await waitUntilCancelled()
        }
        server.on(opening: "refuse") { _ in throw Rejection("not now") }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"i":1,"a":["wait"]}"#)
            await started.next()
            try peer.send(#"{"i":1,"x":"enough"}"#)
            try await peer.expect(#"{"i":2,"a":["refuse"]}"#, rejection(2, "not now"))
            for id in 1...2 { try await peer.expect(#"{"h":\#(id),"a":["hello"]}"#, aborted(id, "no such channel")) }
        }
    }

    @Test("A client that asks for a channel and gets something else says so", arguments: Link.allCases)
    func somethingElse(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let server = try await guest.connect()
            let main = guest.client[Conformance.Main.self]
            for answer in ["", #","d":5"#, #","d":null"#] {
                let asked = Task { _ = try await main.count(upTo: 3) }
                let number = try #require(await server.nextRequestNumber())
                try server.send(#"{"i":\#(number)\#(answer)}"#)
                await #expect(throws: RequestError.unreadableAnswer("'count' was answered without a channel")) {
                    try await asked.value
                }
            }
            let refused = Task { _ = try await main.calculator(handler: Display()) }
            let number = try #require(await server.nextRequestNumber())
            try server.send(rejection(number, "no"))
            await #expect(throws: RemoteError(message: "no")) { try await refused.value }
        }
    }
}

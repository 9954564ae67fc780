import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 16: late, second and unknown answers, and many pending requests", .timeLimit(.minutes(2)))
struct LateAnswerTests {
    @Test("An answer to nothing is ignored", arguments: Link.allCases)
    func ignored(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for frame in [#"{"i":1}"#, #"{"i":1,"d":1}"#, #"{"i":9007199254740991,"e":"no"}"#, #"{"i":1,"e":null}"#] {
                try peer.send(frame)
            }
            try await peer.expect(#"{"i":5,"a":["ask","x"]}"#, #"{"i":1,"a":["answer","x"]}"#)
            try peer.send(#"{"i":2,"d":"unknown"}"#)
            try await peer.expect(#"{"i":1,"d":"first"}"#, #"{"i":5,"d":"first"}"#)
            try peer.send(#"{"i":1,"d":"second"}"#)
            try peer.send(#"{"i":1,"e":"third"}"#)
            try await peer.settle()
            try peer.send("the first thing to report")
            #expect(await host.nextReport() == "malformed message: malformed JSON: expected a value")
        }
    }

    @Test("Only the first answer counts", arguments: Link.allCases)
    func second(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let server = try await guest.connect()
            let first = Task { try await guest.client[Conformance.Main.self].add(a: 1, b: 1) }
            await server.expectNext(#"{"i":1,"a":["add",1,1]}"#)
            for answer in [#""d":2"#, #""d":3"#, #""e":"no""#] { try server.send(#"{"i":1,\#(answer)}"#) }
            #expect(try await first.value == 2)
        }
    }

    @Test("As many requests as may be pending are answered in any order, and hold no thread", arguments: Link.allCases)
    func many(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for id in 1...128 { try peer.send(#"{"i":\#(id),"a":["ask","\#(id)"]}"#) }
            for id in 1...128 { await peer.expectNext(#"{"i":\#(id),"a":["answer","\#(id)"]}"#) }
            for id in (1...128).reversed() { try peer.send(#"{"i":\#(id),"d":"\#(id)"}"#) }
            var answers: Set<String> = []
            for _ in 1...128 { answers.insert(await peer.nextFrame() ?? "") }
            #expect(answers == Set((1...128).map { #"{"i":\#($0),"d":"\#($0)"}"# }))
            try await peer.settle()
        }
    }
}

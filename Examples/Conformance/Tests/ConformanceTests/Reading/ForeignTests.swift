import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 6: somebody else's frames that cannot be read", .timeLimit(.minutes(2)))
struct ForeignTests {
    private static let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    private static let marks = "e" + String(repeating: "\u{301}", count: 129)
    private static let frames = ["false", "0"].flatMap { value in
        [
            #"{"ws-wrapper":\#(value),"i":1,"d":"\ud800"}"#, #"{"i":1,"a":["echo","\ud800"],"ws-wrapper":\#(value)}"#,
            #"{"ws-wrapper":\#(value),"i":1,"d":\#(deep)}"#, #"{"a":["echo",\#(deep)],"i":1,"ws-wrapper":\#(value)}"#,
            "\u{FEFF}{\"ws-wrapper\":\(value),\"i\":1,\"a\":[\"echo\",1]}", "\u{FEFF}{\"i\":1,\"ws-wrapper\":\(value)}",
            #"{"ws-wrapper":\#(value),"i":1,"a":["\#(marks)"]}"#, #"{"c":"\#(marks)","i":1,"ws-wrapper":\#(value)}"#,
        ]
    }

    @Test("A server ignores them without a report", arguments: Link.allCases)
    func server(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for frame in Self.frames {
                try peer.send(frame)
                try await peer.settle()
            }
            try peer.send("the only thing to report")
            #expect(await host.nextReport() == "malformed message: malformed JSON: expected a value")
        }
    }

    @Test("A client ignores them, and its request with the same number waits on", arguments: Link.allCases)
    func client(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let server = try await guest.connect()
            let answer = Task { try await guest.client[Conformance.Main.self].echo(value: 1) }
            await server.expectNext(#"{"i":1,"a":["echo",1]}"#)
            for frame in Self.frames { try server.send(frame) }
            try server.send("the only thing to report")
            try server.send(#"{"i":1,"d":7}"#)
            #expect(try await answer.value == 7)
            let report = await guest.reports.next()
            #expect(report.map { "\($0)" } == "malformed message: malformed JSON: expected a value")
        }
    }

    @Test("What is not UTF-8 ends the connection, whoever's it is", arguments: Link.allCases)
    func notText(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try peer.send(bytes: Array(#"{"ws-wrapper":false,"d":"\ud800"#.utf8) + [0xFF] + Array(#""}"#.utf8))
            guard case .end(let end) = await peer.next() else {
                Issue.record("it was taken for text")
                return
            }
            #expect(end.status == .invalidPayload)
        }
    }
}

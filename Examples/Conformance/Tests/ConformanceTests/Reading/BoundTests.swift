import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 6: nesting, marks at the beginning, surrogates, UTF-8 and size", .timeLimit(.minutes(2)))
struct BoundTests {
    /// Lists in one another.
    private static func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    @Test("Nesting of 128 is read, and of 129 is not", arguments: Link.allCases)
    func depth(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            // The frame's object and the list of arguments are the outermost two.
            let deepest = Self.nested(126)
            try await peer.expect(#"{"i":1,"a":["echo",\#(deepest)]}"#, #"{"i":1,"d":\#(deepest)}"#)
            try await peer.expect(#"{"z":\#(Self.nested(127)),"a":["echo",1],"i":1}"#, #"{"i":1,"d":1}"#)
            let tooDeep = Self.nested(127)
            for frame in [
                #"{"i":2,"a":["echo",\#(tooDeep)]}"#, #"{"a":["echo",\#(tooDeep)],"i":2}"#,
                #"{"z":\#(Self.nested(128)),"a":["echo",1],"i":2}"#, #"{"a":["echo",\#(Self.nested(50_000))],"i":2}"#,
            ] {
                try await peer.expect(frame, rejection(2, "nested deeper than 128 levels"))
                #expect(await host.nextReport() == "malformed message: nested deeper than 128 levels")
            }
        }
    }

    private static let surrogates = [
        #"{"i":3,"a":["echo","\ud800"]}"#, #"{"a":["echo","\udc00"],"i":3}"#, #"{"i":3,"a":["ec\ud800ho",1]}"#,
        #"{"i":3,"a":["echo",{"\udfff":1}]}"#, #"{"i":3,"c":"\ud83d","a":["echo",1]}"#,
        #"{"\ud83d":1,"i":3,"a":["echo",1]}"#, #"{"i":3,"a":["echo","\ud83d\ud83d\ude00"]}"#,
        #"{"a":["echo","\udc00 \" \\"],"i":3}"#, #"{ "i" : 3 , "a":["echo","\ud800\n"], "z":"}" }"#,
    ]

    @Test("A request with a lone surrogate in an escape is rejected", arguments: Link.allCases)
    func surrogate(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for frame in Self.surrogates {
                try await peer.expect(frame, rejection(3, "malformed JSON: a lone surrogate"))
                #expect(await host.nextReport() == "malformed message: malformed JSON: a lone surrogate", "\(frame)")
            }
            try await peer.expect(#"{"i":4,"a":["echo","\ud83d\ude00"]}"#, #"{"i":4,"d":"😀"}"#)
        }
    }

    @Test("A request behind a byte order mark is rejected", arguments: Link.allCases)
    func byteOrderMark(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(
                "\u{FEFF}{\"i\":3,\"a\":[\"echo\",1]}",
                rejection(3, "malformed JSON: a byte order mark")
            )
            #expect(await host.nextReport() == "malformed message: malformed JSON: a byte order mark")
            try await peer.expect("{\"i\":4,\"a\":[\"echo\",\"\u{FEFF}\"]}", "{\"i\":4,\"d\":\"\u{FEFF}\"}")
        }
    }

    @Test(
        "Without a number that can be read the frame is dropped and reported",
        arguments: Link.allCases,
        [
            #"{"a":["note","\ud800"]}"#, "\u{FEFF}{\"a\":[\"note\",\"x\"]}", #"{"a":["note",\#(nested(127))]}"#,
            #"{"i":"3","a":["note","\ud800"]}"#, #"{"i":0,"a":["note","\ud800"]}"#, #"{"z":{"i":3},"a":["\ud800"]}"#,
            #"{"a":["note","\ud800",{"i":3}]}"#,
        ]
    )
    func unnumbered(link: Link, frame: String) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try peer.send(frame)
            try await peer.expect(#"{"i":1,"a":["notes"]}"#, #"{"i":1,"d":[]}"#)
            #expect(await host.nextReport()?.hasPrefix("malformed message: ") == true)
        }
    }

    @Test("A cancellation that cannot be read touches no request of the other direction", arguments: Link.allCases)
    func unreadableCancellation(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":1,"a":["ask","who"]}"#, #"{"i":1,"a":["answer","who"]}"#)
            try peer.send(#"{"i":1,"x":"\ud800","_":1}"#)
            #expect(await host.nextReport() == "malformed message: malformed JSON: a lone surrogate")
            try await peer.expect(#"{"i":1,"d":"me"}"#, #"{"i":1,"d":"me"}"#)
        }
    }

    @Test("An answer that cannot be read ends the request that waits for it", arguments: Link.allCases)
    func unreadableAnswer(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let server = try await guest.connect()
            let remote = guest.client[Conformance.Main.self]
            for (id, frame) in [
                #"{"i":1,"d":"\ud800"}"#, #"{"d":\#(Self.nested(128)),"i":2}"#, #"{"i":3,"e":"\ud800"}"#,
            ].enumerated() {
                let answer = Task { try await remote.echo(value: 1) }
                await server.expectNext(#"{"i":\#(id + 1),"a":["echo",1]}"#)
                try server.send(frame)
                let error = await #expect(throws: RequestError.self) { try await answer.value }
                guard case .unreadableAnswer = error else {
                    Issue.record("\(String(describing: error)) says nothing of the answer")
                    continue
                }
            }
        }
    }

    @Test("Text that is not UTF-8 ends the connection with 1007", arguments: Link.allCases)
    func invalidUTF8(link: Link) async throws {
        try await Host.serve(over: link) { host in
            for bytes: [UInt8] in [
                [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82],
            ] {
                let peer = try await host.peer()
                try peer.send(bytes: Array(#"{"i":1,"a":["echo",""#.utf8) + bytes + Array(#""]}"#.utf8))
                guard case .end(let end) = await peer.next() else {
                    Issue.record("\(bytes) were taken for text")
                    continue
                }
                #expect(end.status == .invalidPayload)
            }
        }
    }

    @Test("A message over the size limit ends the connection with 1009, and one at the limit is read")
    func size() async throws {
        try await Host.serve(over: .socket) { host in
            let peer = try await host.peer()
            let frame = #"{"i":1,"a":["echo",7]}"#
            try await peer.expect(
                frame + String(repeating: " ", count: 1_048_576 - frame.utf8.count),
                #"{"i":1,"d":7}"#
            )
            try peer.send(frame + String(repeating: " ", count: 1_048_577 - frame.utf8.count))
            guard case .end(let end) = await peer.next() else {
                Issue.record("a message over the limit was read")
                return
            }
            #expect(end.status == .messageTooBig)
        }
    }
}

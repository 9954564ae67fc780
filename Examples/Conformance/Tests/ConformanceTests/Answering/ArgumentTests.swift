import Fairway
import FairwayTesting
import Testing

@Suite("Item 9: arguments that do not convert", .timeLimit(.minutes(2)))
struct ArgumentTests {
    private static let requests = [
        (#"{"i":1,"a":["add",1,"2"]}"#, #"'b' of 'add': expected an integer, got string \"2\""#),
        (#"{"i":1,"a":["add",1]}"#, "'b' of 'add': expected an integer, got nothing"),
        (#"{"i":1,"a":["add"]}"#, "'a' of 'add': expected an integer, got nothing"),
        (#"{"i":1,"a":["add",null,1]}"#, "'a' of 'add': expected an integer, got null"),
        (#"{"i":1,"a":["add",1.5,1]}"#, "'a' of 'add': expected an integer, got number 1.5"),
        (
            #"{"i":1,"a":["add",9007199254740992,1]}"#,
            "'a' of 'add': out of range: expected an integer from -9007199254740991 to 9007199254740991, "
                + "got number 9007199254740992"
        ),
        (#"{"i":1,"a":["half",true]}"#, "'value' of 'half': expected a number, got true"),
        (#"{"i":1,"a":["join",["a",["b"]]]}"#, "'parts[1]' of 'join': expected a string, got array"),
        (#"{"i":1,"a":["join",[],7]}"#, "'separator' of 'join': expected a string, got number 7"),
        (
            #"{"i":1,"a":["user.typing","yes"]}"#,
            #"'is-typing' of 'user.typing': expected a boolean, got string \"yes\""#
        ),
        (#"{"i":1,"a":["echo",{"k":{"l":1,"l":2}}]}"#, "'value.k.l' of 'echo': field given twice"),
        (
            #"{"i":1,"a":["refuse","never"]}"#,
            #"'why' of 'refuse': expected a known value, got string \"never\""#
        ),
        (
            #"{"i":1,"c":"named","a":["open",{}]}"#,
            "'value' of 'open' on channel 'named': expected a string, got object"
        ),
        (
            #"{"i":1,"c":"lenient","a":["add",1e300,0]}"#,
            "'a' of 'add' on channel 'lenient': out of range: expected an integer from -9007199254740991 to "
                + "9007199254740991, got number 1e300"
        ),
        (limited(#""abcdef""#, "1", "[]"), "'value.name' of 'limited': expected 2 to 5 characters, got 6"),
        (limited(#""ab""#, "11", "[]"), "'value.size' of 'limited': expected 1 to 10, got 11"),
        (limited(#""ab""#, "1", #"["a","b","c"]"#), "'value.tags' of 'limited': expected at most 2 items, got 3"),
        (limited(#""ab""#, "1", #"["a",1]"#), "'value.tags[1]' of 'limited': expected a string, got number 1"),
        (
            #"{"i":1,"a":["limited",{"name":"ab","size":1}]}"#,
            "'value.tags' of 'limited': expected a value, got nothing"
        ),
        (#"{"i":1,"a":["limited",[]]}"#, "'value' of 'limited': expected an object, got array"),
    ]

    private static func limited(_ name: String, _ size: String, _ tags: String) -> String {
        #"{"i":1,"a":["limited",{"name":\#(name),"size":\#(size),"tags":\#(tags)}]}"#
    }

    @Test(
        "A request is rejected with event, argument, path, what was wanted and what came; no handler runs",
        arguments: Link.allCases
    )
    func request(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for (frame, message) in Self.requests { try await peer.expect(frame, rejection(1, "argument \(message)")) }
        }
    }

    @Test("What came is told in few words, however much it was", arguments: Link.allCases)
    func length(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for argument in [
                "\"" + String(repeating: "\u{1F600}", count: 100_000) + "\"",
                "[" + String(repeating: "1,", count: 100_000) + "1]", String(repeating: "9", count: 500_000),
                #"{"\#(String(repeating: "k", count: 500_000))":1}"#,
            ] {
                try peer.send(#"{"i":1,"a":["half",{"k":1}],"z":\#(argument)}"#)
                #expect(
                    await peer.nextFrame() == rejection(1, "argument 'value' of 'half': expected a number, got object")
                )
                try peer.send(#"{"i":1,"a":["add",\#(argument),1]}"#)
                let told = try #require(await peer.nextFrame())
                #expect(told.utf8.count < 1_000 && told.hasPrefix(#"{"i":1,"e":{"message":"argument 'a' of 'add': "#))
            }
        }
    }

    @Test("An event is dropped and reported", arguments: Link.allCases)
    func event(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"a":["note",7]}"#)
            #expect(await host.nextReport() == "argument 'text' of 'note': expected a string, got number 7")
            try peer.send(#"{"a":["arm"]}"#)
            #expect(await host.nextReport() == "argument 'tier' of 'arm': expected a string, got nothing")
            try await peer.expect(#"{"i":1,"a":["notes"]}"#, #"{"i":1,"d":[]}"#)
        }
    }

    @Test(
        "What is left out or too much is no error where the schema has a default or nothing",
        arguments: Link.allCases
    )
    func defaults(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for (frame, answer) in [
                (#"{"i":1,"a":["join",["a","b"]]}"#, #""a,b""#), (#"{"i":1,"a":["join",["a","b"],null]}"#, #""a,b""#),
                (#"{"i":1,"a":["greet","Ada",null]}"#, #""Hello, Ada!""#), (#"{"i":1,"a":["add",1,2,"x",null]}"#, "3"),
                (#"{"i":1,"a":["add",1.0,2e0]}"#, "3"), (#"{"i":1,"c":"lenient","a":["add",1.9,-1.9]}"#, "0"),
            ] {
                try await peer.expect(frame, #"{"i":1,"d":\#(answer)}"#)
            }
        }
    }

    @Test("Without a schema an argument is called by its place", arguments: Link.allCases)
    func untyped(link: Link) async throws {
        let server = FairwayServer()
        server.on("add") { (a: Int, b: Int) in a + b }
        server.of("sums").on("all") { (numbers: [String: [Int]]) in numbers.count }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(
                #"{"i":1,"a":["add",1,"x"]}"#,
                rejection(1, #"argument '2' of 'add': expected an integer, got string \"x\""#)
            )
            try await peer.expect(
                #"{"i":2,"c":"sums","a":["all",{"k":[1,2,false]}]}"#,
                rejection(2, "argument '1.k[2]' of 'all' on channel 'sums': expected an integer, got false")
            )
            try peer.send(#"{"a":["add",1]}"#)
            #expect(await host.nextReport() == "argument '2' of 'add': expected an integer, got nothing")
        }
    }
}

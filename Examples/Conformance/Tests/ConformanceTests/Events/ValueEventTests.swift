import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("The events of the conformance server: values", .timeLimit(.minutes(2)))
struct ValueEventTests {
    @Test(
        "echo answers with what came, to the last digit",
        arguments: Link.allCases,
        [
            "null", "true", "0", "-0", "1.0", "1e400", "123456789012345678901234567890",
            "0.1000000000000000055511151231",
            #""""#, #""é 😀 \u0000 \" \\ /""#, "[]", "{}", #"[1,[2,{"k":[null]}]]"#, #"{"":""}"#,
        ]
    )
    func echo(link: Link, value: String) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":1,"a":["echo",\#(value)]}"#, #"{"i":1,"d":\#(value)}"#)
            try await peer.expect(#"{"i":2,"c":"named","a":["echo",\#(value)]}"#, #"{"i":2,"d":\#(value)}"#)
        }
    }

    private static let answers = [
        (#"["add",1,2]"#, "3"), (#"["add",-1,1]"#, "0"), (#"["add",9007199254740990,1]"#, "9007199254740991"),
        (#"["half",3]"#, "1.5"), (#"["half",-0.0]"#, "-0.0"), (#"["half",1e-320]"#, "5e-321"),
        (#"["join",["a","b","c"],", "]"#, #""a, b, c""#), (#"["join",[]]"#, #""""#), (#"["join",["a"],"-"]"#, #""a""#),
        (#"["join",["a","b"]]"#, #""a,b""#), (#"["greet","Ada"]"#, #""Hello, Ada!""#),
        (#"["greet","Ada","Countess"]"#, #""Hello, Countess Ada!""#),
        (#"["limited",{"name":"ab","size":10,"tags":["x","y"]}]"#, #""ab/10/2""#),
        (#"["limited",{"tags":[],"size":1,"name":"e\u0301e\u0301e"}]"#, "\"e\u{301}e\u{301}e/1/0\""),
        (#"["user.typing",true]"#, "true"), (#"["user.typing",false]"#, "false"),
    ]

    @Test("Each answers with what follows from its arguments", arguments: Link.allCases)
    func answers(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for (event, answer) in Self.answers {
                try await peer.expect(#"{"i":1,"a":\#(event)}"#, #"{"i":1,"d":\#(answer)}"#)
            }
        }
    }

    @Test("What no answer can hold is rejected, and traps nowhere", arguments: Link.allCases)
    func excess(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(
                #"{"i":1,"a":["add",9007199254740991,1]}"#,
                rejection(1, "the sum is out of range")
            )
            try await peer.expect(
                #"{"i":2,"c":"lenient","a":["add",-9007199254740991.0,-1.5]}"#,
                rejection(2, "the sum is out of range")
            )
            let parts = Array(repeating: #""""#, count: 2_000).joined(separator: ",")
            let separator = String(repeating: "-", count: 600)
            try await peer.expect(
                #"{"i":3,"a":["join",[\#(parts)],"\#(separator)"]}"#,
                rejection(3, "the text would be longer than 1048576 bytes")
            )
        }
    }

    private static let everything =
        #"{"text":"é","flag":true,"count":-1,"tiny":-128,"big":"-9223372036854775808","huge":"18446744073709551615","#
        + #""ratio":0.5,"at":"2024-02-29T12:00:00.250Z","took":1500,"id":"0f0e0d0c-0b0a-0908-0706-050403020100","#
        + #""link":"https://example.org/?q=1","bytes":"AP8=","anything":{"k":[1e400]},"maybe":"m","list":[1,2],"#
        + #""grid":[[1.5],[]],"table":{"k":1},"color":"green","shape":{"path":[{"x":1,"y":2,"label":"l"}]},"#
        + #""node":{"value":1,"children":[{"value":2,"children":[]}]},"fallback":"given"}"#

    @Test("roundTrip answers with every kind of value as it came", arguments: Link.allCases)
    func roundTrip(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(
                #"{"i":1,"a":["roundTrip",\#(Self.everything)]}"#,
                #"{"i":1,"d":\#(Self.everything)}"#
            )
            let shorter = Self.everything.replacing(#""maybe":"m","#, with: "")
                .replacing(#""green""#, with: #""mauve""#)
                .replacing(#"{"path":[{"x":1,"y":2,"label":"l"}]}"#, with: #"{"blob":[1.50]}"#)
            let withoutFallback = shorter.replacing(#","fallback":"given""#, with: "")
            let answer = shorter.replacing("given", with: "none given")
            try await peer.expect(#"{"i":2,"a":["roundTrip",\#(withoutFallback)]}"#, #"{"i":2,"d":\#(answer)}"#)
        }
    }

    @Test("A client of the schema gets what it sent", arguments: Link.allCases)
    func client(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let client = FairwayClient()
            client.connect(over: try await host.transport())
            let remote = client[Conformance.Main.self]
            let value = try Conformance.Everything(wireBytes: Array(Self.everything.utf8))
            #expect(try await remote.roundTrip(value: value) == value)
            #expect(try await remote.greet(name: "Ada") == "Hello, Ada!")
            #expect(try await remote.join(parts: ["a", "b"]) == "a,b")
            #expect(try await client[Conformance.Lenient.self].add(a: 1, b: 2) == 3)
            await client.close()
        }
    }

    @Test("The channel 'named' answers in upper case, and 'lenient' cuts", arguments: Link.allCases)
    func channels(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":1,"c":"named","a":["open","é"]}"#, #"{"i":1,"d":"É"}"#)
            try await peer.expect(#"{"i":2,"c":"named","a":["message","x"]}"#, #"{"i":2,"d":"X"}"#)
            try await peer.expect(#"{"i":3,"c":"lenient","a":["add",1.9,-2.9]}"#, #"{"i":3,"d":-1}"#)
        }
    }
}

import Fairway
import FairwayTesting
import Testing

@Suite("Item 2: the number of a request", .timeLimit(.minutes(2)))
struct RequestNumberTests {
    @Test(
        "A positive integer below 2^53 in any spelling comes back in digits",
        arguments: Link.allCases,
        [
            ("1", "1"), ("9007199254740991", "9007199254740991"), ("1.0", "1"), ("1e0", "1"), ("12e1", "120"),
            ("0.5e1", "5"),
        ]
    )
    func good(link: Link, number: (sent: String, answered: String)) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(
                #"{"i":\#(number.sent),"a":["echo",true]}"#,
                #"{"i":\#(number.answered),"d":true}"#
            )
        }
    }

    private static let bad = [
        "0", "-0", "-1", "1.5", #""1""#, "null", "true", "[1]", "{}", "9007199254740992", "9007199254740993",
        "18446744073709551617", "1e16", "1e400", "1e-400", "0.1", "1" + String(repeating: "0", count: 5_000),
    ]

    @Test("Anything else is dropped and reported", arguments: Link.allCases)
    func bad(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for number in Self.bad {
                for frame in [#"{"i":\#(number),"a":["echo",1]}"#, #"{"a":["note","x"],"i":\#(number)}"#] {
                    try peer.send(frame)
                    try await peer.settle()
                    let report = await host.nextReport()
                    #expect(report == "malformed message: 'i' is not a positive integer below 2^53", "\(frame)")
                }
            }
            try await peer.expect(#"{"i":1,"a":["notes"]}"#, #"{"i":1,"d":[]}"#)
        }
    }

    @Test("Each side counts its own", arguments: Link.allCases)
    func bothSides(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":1,"a":["ask","a"]}"#, #"{"i":1,"a":["answer","a"]}"#)
            try await peer.expect(#"{"i":2,"a":["ask","b"]}"#, #"{"i":2,"a":["answer","b"]}"#)
            try await peer.expect(#"{"i":2,"d":"B"}"#, #"{"i":2,"d":"B"}"#)
            try await peer.expect(#"{"i":1,"d":"A"}"#, #"{"i":1,"d":"A"}"#)
        }
    }
}

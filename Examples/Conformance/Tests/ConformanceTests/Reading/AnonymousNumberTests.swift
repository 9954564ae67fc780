import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 4: 'h', and an 'e' that is null", .timeLimit(.minutes(2)))
struct AnonymousNumberTests {
    @Test(
        "'h' is a number or a string of digits",
        arguments: Link.allCases,
        [("8", 8), (#""8""#, 8), ("8.0", 8), ("1073741825", 1_073_741_825), (#""536870913""#, 536_870_913)]
    )
    func number(link: Link, number: (text: String, value: Int)) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            let abort = #"{"h":\#(number.value),"x":{"message":"no such channel"},"_":1}"#
            try await peer.expect(#"{"h":\#(number.text),"a":["start"]}"#, abort)
            try await peer.expect(
                #"{"i":1,"h":\#(number.text),"a":["add",1,2]}"#,
                abort,
                rejection(1, "no such channel")
            )
        }
    }

    @Test("Anything else is dropped and reported", arguments: Link.allCases)
    func bad(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for text in ["null", "true", "[]", "{}", #""""#, #""x""#, #""8x""#, #"" 8""#, "8.5", "1e400", #""1e1""#] {
                try peer.send(#"{"h":\#(text),"a":["start"]}"#)
                try await peer.settle()
                #expect(await host.nextReport() == "malformed message: 'h' is not a number", "\(text)")
            }
        }
    }

    @Test("An 'e' that is null is a rejection with a general error", arguments: Link.allCases, ["", #","_":1"#])
    func nullReason(link: Link, marker: String) async throws {
        try await Guest.visit(over: link) { guest in
            let server = try await guest.connect()
            let refused = Task { try await guest.client[Conformance.Main.self].refuse(why: .tooMany) }
            await server.expectNext(#"{"i":1,"a":["refuse","tooMany"]}"#)
            try server.send(#"{"i":1,"e":null\#(marker)}"#)
            await #expect(throws: RemoteError(message: "request was rejected")) { try await refused.value }
        }
    }
}

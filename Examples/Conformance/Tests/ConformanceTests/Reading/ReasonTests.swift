import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 1: keys given twice inside a reason", .timeLimit(.minutes(2)))
struct ReasonTests {
    private static let marks = "e" + String(repeating: "\u{301}", count: 129)

    @Test("A rejection ends the request that waits for it", arguments: Link.allCases)
    func rejection(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let server = try await guest.connect()
            let remote = guest.client[Conformance.Main.self]
            for (index, (rejection, error)) in [
                (#""e":{"message":"x","zz":1,"zz":2},"_":1"#, RemoteError(message: "x")),
                (#""_":1,"e":{"a":{"b":1,"b":2},"code":"E","message":"x"}"#, RemoteError(message: "x", code: "E")),
                (#""e":{"a":1,"a":2}"#, RemoteError(message: "request was rejected")),
                (#""e":"\#(Self.marks)","_":1"#, RemoteError(message: "request was rejected")),
                (#""e":"no","_":{"a":1,"a":2}"#, RemoteError(message: "no")),
            ].enumerated() {
                let refused = Task { try await remote.crash() }
                await server.expectNext(#"{"i":\#(index + 1),"a":["crash"]}"#)
                try server.send(#"{"i":\#(index + 1),\#(rejection)}"#)
                await #expect(throws: error, "\(rejection)") { try await refused.value }
            }
        }
    }

    @Test(
        "A cancellation ends the handler",
        arguments: Link.allCases,
        [#"{"a":1,"a":2}"#, #"[{"a":1,"a":2}]"#, #"{"message":"x","zz":1,"zz":2}"#, #""\#(marks)""#]
    )
    func cancellation(link: Link, reason: String) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            // What comes before the connection is open waits, and is then cancelled before it sleeps.
            try await peer.settle()
            try peer.send(#"{"i":1,"a":["sleep",86400000]}"#)
            try peer.send(#"{"i":1,"x":\#(reason)}"#)
            try await peer.expect(#"{"i":2,"a":["cancelled"]}"#, #"{"i":2,"d":1}"#)
        }
    }
}

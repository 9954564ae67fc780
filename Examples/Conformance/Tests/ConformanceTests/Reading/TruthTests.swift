import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 3: what counts as true", .timeLimit(.minutes(2)))
struct TruthTests {
    @Test(
        "With a true '_' a reason is an error object, else it may be the error that the schema declares",
        arguments: Link.allCases,
        [
            ("1", true), ("true", true), ("2", true), ("-1", true), ("0.1", true), (#""x""#, true), ("[]", true),
            ("{}", true), ("0", false), ("-0", false), ("0.0", false), ("false", false), ("null", false),
        ]
    )
    func marker(link: Link, marker: (text: String, isTrue: Bool)) async throws {
        try await Guest.visit(over: link) { guest in
            let server = try await guest.connect()
            let remote = guest.client[Conformance.Main.self]
            let refused = Task { try await remote.refuse(why: .tooMany) }
            await server.expectNext(#"{"i":1,"a":["refuse","tooMany"]}"#)
            try server.send(#"{"_":\#(marker.text),"i":1,"e":"notAllowed"}"#)
            do {
                try await refused.value
                Issue.record("a rejection is no answer")
            } catch let error as Conformance.Refusal {
                #expect(!marker.isTrue && error == .notAllowed)
            } catch let error as RemoteError {
                #expect(marker.isTrue && error == RemoteError(message: "notAllowed"))
            }
        }
    }

    @Test("An error object gives its message, code and details", arguments: Link.allCases)
    func errorObject(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let server = try await guest.connect()
            let refused = Task { try await guest.client[Conformance.Main.self].crash() }
            await server.expectNext(#"{"i":1,"a":["crash"]}"#)
            try server.send(#"{"i":1,"e":{"code":"E7","message":"no","details":[1],"stack":"x"},"_":1}"#)
            await #expect(throws: RemoteError(message: "no", code: "E7", details: [1])) { try await refused.value }
        }
    }

    @Test(
        "What has a false 'ws-wrapper' is ignored, whatever else it has",
        arguments: Link.allCases,
        ["false", "0", "0.0", "-0", "0e7"]
    )
    func foreign(link: Link, value: String) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"ws-wrapper":\#(value),"a":["note","x"]}"#)
            try peer.send(#"{"i":1,"a":["echo",1],"ws-wrapper":\#(value)}"#)
            try peer.send(#"{"i":"none","a":7,"c":[],"h":{},"ws-wrapper":\#(value)}"#)
            try peer.send(#"{"ws-wrapper":\#(value)}"#)
            try await peer.expect(#"{"i":1,"a":["notes"]}"#, #"{"i":1,"d":[]}"#)
            try peer.send("the only thing to report")
            let report = await host.nextReport()
            #expect(report?.contains("'t'") == true || report?.hasPrefix("malformed message") == true)
        }
    }

    @Test(
        "Any other 'ws-wrapper' changes nothing",
        arguments: Link.allCases,
        ["true", "1", "null", #""""#, "[]", "{}"]
    )
    func ours(link: Link, value: String) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"ws-wrapper":\#(value),"i":1,"a":["echo",1]}"#, #"{"i":1,"d":1}"#)
        }
    }
}

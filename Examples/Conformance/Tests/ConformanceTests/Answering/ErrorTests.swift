import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 10: what a peer is told of an error", .timeLimit(.minutes(2)))
struct ErrorTests {
    private struct Secret: Error, CustomStringConvertible { let description = "the password is 123" }

    private struct Detailed: PresentableError {
        let message = "no \"room\""
        let code: String? = "E1"
        let details: JSONValue? = ["left": [3, nil]]
    }

    @Test("A presentable error, a schema's error and any other each have their form", arguments: Link.allCases)
    func schema(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":1,"a":["fail","as it is: \"é\"\n"]}"#, rejection(1, #"as it is: \"é\"\n"#))
            try await peer.expect(#"{"i":2,"a":["fail",""]}"#, rejection(2, ""))
            try await peer.expect(#"{"i":3,"a":["refuse","tooMany"]}"#, #"{"i":3,"e":"tooMany"}"#)
            try await peer.expect(#"{"i":4,"a":["refuse","notAllowed"]}"#, #"{"i":4,"e":"notAllowed"}"#)
            try await peer.expect(#"{"i":5,"a":["crash"]}"#, rejection(5, "internal error"))
            #expect(await host.nextReport() == "handler of 'crash' failed: the secret of the server")
        }
    }

    @Test(
        "Code and details go with the message, and an error that no schema declares goes nowhere",
        arguments: Link.allCases
    )
    func untyped(link: Link) async throws {
        let server = FairwayServer()
        server.on("detailed") { () throws -> Int in throw Detailed() }
        server.of("safe").on("secret") { () throws -> Int in throw Secret() }
        server.on("undeclared") { () throws -> Void in throw Conformance.Refusal.tooMany }
        server.on("cancelled") { () throws -> Void in throw CancellationError() }
        server.on("unsendable") { Double.infinity }
        let deep = (1...200).reduce(JSONValue.null) { value, _ in [value] }
        server.on("deep") { () throws -> Void in throw Rejection("no", details: deep) }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(
                #"{"i":1,"a":["detailed"]}"#,
                #"{"i":1,"e":{"message":"no \"room\"","code":"E1","details":{"left":[3,null]}},"_":1}"#
            )
            try await peer.expect(#"{"i":2,"c":"safe","a":["secret"]}"#, rejection(2, "internal error"))
            #expect(await host.nextReport() == "handler of 'secret' on channel 'safe' failed: the password is 123")
            try await peer.expect(#"{"i":3,"a":["undeclared"]}"#, rejection(3, "internal error"))
            #expect(await host.nextReport() == "handler of 'undeclared' failed: tooMany")
            try await peer.expect(#"{"i":4,"a":["cancelled"]}"#, rejection(4, "internal error"))
            #expect(await host.nextReport() == "handler of 'cancelled' failed: CancellationError()")
            try await peer.expect(#"{"i":5,"a":["unsendable"]}"#, rejection(5, "internal error"))
            #expect(await host.nextReport()?.hasPrefix("handler of 'unsendable' failed: ") == true)
            try await peer.expect(#"{"i":6,"a":["deep"]}"#, rejection(6, "internal error"))
            #expect(await host.nextReport()?.hasPrefix("handler of 'deep' failed: ") == true)
        }
    }

    @Test("A client hides its inside from its server as well", arguments: Link.allCases)
    func client(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            guest.client.on("secret") { () throws -> Int in throw Secret() }
            guest.client.on("detailed") { () throws -> Int in throw Rejection("no", code: "E2") }
            let server = try await guest.connect()
            try await server.expect(#"{"i":1,"a":["secret"]}"#, rejection(1, "internal error"))
            #expect(await guest.reports.next().map { "\($0)" } == "handler of 'secret' failed: the password is 123")
            try await server.expect(
                #"{"i":2,"a":["detailed"]}"#,
                #"{"i":2,"e":{"message":"no","code":"E2"},"_":1}"#
            )
        }
    }
}

import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 18: a stream that is sent", .timeLimit(.minutes(2)))
struct SentStreamTests {
    @Test("Nothing comes before the start, and a second start changes nothing", arguments: Link.allCases)
    func starting(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.open(1, #"["count",2]"#)
            try peer.send(#"{"h":1,"a":["credit",1]}"#)
            try peer.send(#"{"h":1,"a":["stop"]}"#)
            try await peer.settle()
            try peer.start(1)
            await peer.expectValues(1...1, on: 1)
            try peer.start(1)
            try await peer.settle()
            try peer.send(#"{"h":"1","a":["credit",1]}"#)
            await peer.expectValues(2...2, on: 1)
            try peer.send(#"{"h":1,"a":["credit",1]}"#)
            await peer.expectNext(finished(1))
            // It is over, and its number forgotten.
            try await peer.expect(#"{"h":1,"a":["start"]}"#, aborted(1, "no such channel"))
            try await peer.open(1, #"["count",1]"#)
        }
    }

    @Test(
        "An abort ends it without an answer, whatever its reason",
        arguments: Link.allCases,
        [#""enough""#, "null", #"{"message":"enough"},"_":1"#, "0", #"[{}],"d":7"#]
    )
    func aborting(link: Link, reason: String) async throws {
        let server = FairwayServer.conformance()
        let (started, reasons) = (Queue<Void>(), Queue<CancellationReason?>())
        server.on("wait") {
            AsyncStream<Int> {
                started.add(())
                await waitUntilCancelled()
                reasons.add(CancellationReason.current)
                return nil
            }
        }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.open(1, #"["wait"]"#)
            try peer.start(1)
            await started.next()
            try peer.send(#"{"h":1,"x":\#(reason)}"#)
            guard case .peer? = try #require(await reasons.next()) else {
                Issue.record("the peer's abort is not the reason")
                return
            }
            try peer.send(#"{"h":1,"x":\#(reason)}"#)
            try await peer.settle()
        }
    }

    @Test("An error in the middle aborts it, in words that a peer may have", arguments: Link.allCases)
    func failing(link: Link) async throws {
        let server = FairwayServer.conformance()
        server.on("break") { AsyncThrowingStream<Int, any Error> { $0.finish(throwing: Broken()) } }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.open(1, #"["break"]"#)
            try peer.start(1)
            await peer.expectNext(aborted(1, "internal error"))
            #expect(await host.nextReport() == "handler of 'break' failed: the secret of the stream")
            try await peer.settle()
        }
    }

    private struct Broken: Error, CustomStringConvertible {
        let description = "the secret of the stream"
    }

    @Test("Nothing can be asked on it", arguments: Link.allCases)
    func asked(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.open(7, #"["count",1]"#)
            for event in ["start", "add", "next"] {
                try await peer.expect(
                    #"{"i":8,"h":7,"a":["\#(event)",1,2]}"#,
                    rejection(8, "no event listener for '\(event)' on channel '#7'")
                )
            }
            try peer.start(7)
            await peer.expectValues(1...1, on: 7)
            await peer.expectNext(finished(7))
        }
    }

    @Test("A client sends one to its server in the same way", arguments: Link.allCases)
    func client(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            guest.client.on("letters") {
                AsyncStream<String> {
                    $0.yield("a"); $0.yield("b"); $0.finish()
                }
            }
            let server = try await guest.connect()
            try await server.open(5, #"["letters"]"#)
            try server.start(5)
            for letter in ["a", "b"] {
                await server.expectNext(#"{"h":5,"a":["next",{"value":"\#(letter)","done":false}]}"#)
            }
            await server.expectNext(finished(5))
        }
    }
}

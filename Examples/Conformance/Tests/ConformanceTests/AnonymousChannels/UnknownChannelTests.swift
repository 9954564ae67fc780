import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 19: frames for a channel that is not there", .timeLimit(.minutes(2)))
struct UnknownChannelTests {
    private static let said = [
        #"["start"]"#, #"["credit",5]"#, #"["next",{"done":true}]"#, #"["echo",1]"#, #"["open"]"#,
    ]

    @Test("An event is answered with an abort, a request with a rejection too", arguments: Link.allCases, said)
    func events(link: Link, event: String) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for number in [1, 99, 1 << 29, 1 << 30] {
                let words = "no such channel"
                try await peer.expect(#"{"h":\#(number),"a":\#(event)}"#, aborted(number, words))
                try await peer.expect(
                    #"{"h":\#(number),"i":5,"a":\#(event)}"#,
                    aborted(number, words),
                    rejection(5, words)
                )
            }
        }
        try await Guest.visit(over: link) { guest in
            let server = try await guest.connect()
            try await server.expect(
                #"{"i":7,"h":7,"a":\#(event)}"#,
                aborted(7, "no such channel"),
                rejection(7, "no such channel")
            )
        }
    }

    @Test(
        "An abort is never answered",
        arguments: Link.allCases,
        [#""enough""#, "null", #"{"message":"enough"},"_":1"#, #""x","i":3"#, #""closed""#]
    )
    func aborts(link: Link, reason: String) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            for number in [1, 1 << 29, 1 << 30] { try peer.send(#"{"h":\#(number),"x":\#(reason)}"#) }
            try await peer.settle()
        }
    }

    @Test("Another client's channel is not there", arguments: Link.allCases)
    func others(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let (peer, other) = (try await host.peer(), try await host.peer())
            try await peer.open(1, #"["calculator"]"#)
            try await other.expect(#"{"h":1,"a":["finish"]}"#, aborted(1, "no such channel"))
            try other.send(aborted(1, "mine"))
            try await other.settle()
            try await peer.expect(#"{"i":2,"h":1,"a":["add",1,2]}"#, #"{"i":2,"d":3}"#)
        }
    }
}

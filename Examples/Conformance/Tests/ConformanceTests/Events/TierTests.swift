import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("The events of the conformance server: which handler runs", .timeLimit(.minutes(2)))
struct TierTests {
    @Test("The client's once, its on, the server's once, its on", arguments: Link.allCases)
    func order(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            func tier(is tier: String) async throws {
                try await peer.expect(#"{"i":1,"a":["tier"]}"#, #"{"i":1,"d":"\#(tier)"}"#)
            }
            func change(_ event: String, _ tiers: String...) async throws {
                for tier in tiers { try await peer.expect(#"{"i":1,"a":["\#(event)","\#(tier)"]}"#, #"{"i":1}"#) }
            }
            try await tier(is: "server.on")
            try await change("arm", "server.once", "client.on", "client.once")
            try await tier(is: "client.once")
            try await tier(is: "client.on")
            try await change("arm", "client.once", "client.once")
            try await tier(is: "client.once")
            try await tier(is: "client.on")
            try await change("disarm", "client.on")
            try await tier(is: "server.once")
            try await tier(is: "server.on")
            try await change("arm", "client.once", "client.on", "server.once")
            try await change("disarm", "client.once", "client.on", "server.once")
            try await tier(is: "server.on")
            try await change("disarm", "client.once", "server.on")
            try await peer.expect(#"{"i":1,"a":["tier"]}"#, rejection(1, "no event listener for 'tier'"))
            try await change("arm", "client.on")
            try await tier(is: "client.on")
        }
    }

    @Test("A client's handlers are its own, and a server's are everybody's", arguments: Link.allCases)
    func owners(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let (first, second) = (try await host.peer(), try await host.peer())
            try await first.expect(#"{"i":1,"a":["arm","client.on"]}"#, #"{"i":1}"#)
            try await first.expect(#"{"i":1,"a":["arm","server.once"]}"#, #"{"i":1}"#)
            try await first.expect(#"{"i":1,"a":["tier"]}"#, #"{"i":1,"d":"client.on"}"#)
            try await second.expect(#"{"i":1,"a":["tier"]}"#, #"{"i":1,"d":"server.once"}"#)
            try await second.expect(#"{"i":1,"a":["tier"]}"#, #"{"i":1,"d":"server.on"}"#)
        }
    }

    @Test("Arguments that do not convert use no handler up", arguments: Link.allCases)
    func unused(link: Link) async throws {
        let server = FairwayServer.conformance()
        server.once("add") { (_: Int, _: String) in "once" }
        try await Host.serve(server, over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(
                #"{"i":1,"a":["add",1,2]}"#,
                rejection(1, "argument '2' of 'add': expected a string, got number 2")
            )
            try await peer.expect(#"{"i":2,"a":["add",1,"2"]}"#, #"{"i":2,"d":"once"}"#)
            try await peer.expect(#"{"i":3,"a":["add",1,2]}"#, #"{"i":3,"d":3}"#)
        }
    }

    @Test(
        "Names that are none are rejected",
        arguments: Link.allCases,
        [
            ("arm", "server.on", "only server.once, client.on and client.once can be armed"),
            ("arm", "", "only server.once, client.on and client.once can be armed"),
            ("disarm", "everything", "only server.on, server.once, client.on and client.once can be disarmed"),
        ]
    )
    func unknown(link: Link, call: (event: String, tier: String, message: String)) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.expect(#"{"i":1,"a":["\#(call.event)","\#(call.tier)"]}"#, rejection(1, call.message))
            try await peer.expect(#"{"i":1,"a":["tier"]}"#, #"{"i":1,"d":"server.on"}"#)
        }
    }
}

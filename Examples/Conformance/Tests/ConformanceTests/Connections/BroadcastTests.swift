import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 26: broadcasts", .timeLimit(.minutes(2)))
struct BroadcastTests {
    @Test("Everybody who is open gets it, in order", arguments: Link.allCases)
    func everybody(link: Link) async throws {
        try await Host.serve(over: link) { host in
            var peers: [RawPeer] = []
            for number in 1...5 {
                let peer = try await host.peer()
                try await peer.settle()
                peers.append(peer)
                try await peer.expect(
                    #"{"i":1,"a":["shout","é \#(number)"]}"#,
                    #"{"a":["said","é \#(number)"]}"#,
                    #"{"i":1,"d":\#(number)}"#
                )
            }
            for (index, peer) in peers.enumerated() {
                for number in stride(from: index + 2, through: 5, by: 1) {
                    await peer.expectNext(#"{"a":["said","é \#(number)"]}"#)
                }
                try await peer.settle()
            }
        }
    }

    @Test("Who has gone gets nothing and counts for nothing", arguments: Link.allCases)
    func gone(link: Link) async throws {
        let server = FairwayServer.conformance()
        let ends = Queue<ClientID>()
        server.onClose { client, _ in ends.add(client.id) }
        try await Host.serve(server, over: link) { host in
            let (stays, leaves) = (try await host.peer(), try await host.peer())
            try await stays.settle()
            try await leaves.settle()
            leaves.close()
            _ = await ends.next()
            try await stays.expect(#"{"i":1,"a":["shout","x"]}"#, #"{"a":["said","x"]}"#, #"{"i":1,"d":1}"#)
        }
    }

    @Test("Who is being closed is not open any more, and no failure", arguments: Link.allCases)
    func closing(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let (peer, _) = try await host.peerAndClient()
            let lasting = LastingTransport()
            defer { lasting.abort() }
            let leaving = try #require(host.server.accept(lasting))
            leaving.close()
            #expect(await host.server[Conformance.Main.self].emit(.said(text: "x")).isEmpty)
            await peer.expectNext(#"{"a":["said","x"]}"#)
            try await peer.expect(#"{"i":1,"a":["shout","y"]}"#, #"{"a":["said","y"]}"#, #"{"i":1,"d":1}"#)
        }
    }

    @Test("Each failure is told with its client, and the others get it")
    func failure() async throws {
        try await Host.serve(over: .memory) { host in
            let (peer, _) = try await host.peerAndClient()
            let (blocked, end) = InMemoryTransport.pair(bufferLimit: 10)
            let unread = try #require(host.server.accept(end))
            let (last, _) = try await host.peerAndClient()
            let failures = await host.server[Conformance.Main.self].emit(.said(text: "too long for the one"))
            #expect(failures.map(\.client) == [unread])
            #expect(failures.map { $0.underlying as? EmitError } == [.bufferFull])
            for receiver in [peer, last] {
                await receiver.expectNext(#"{"a":["said","too long for the one"]}"#)
                try await receiver.settle()
            }
            blocked.abort()
        }
    }

    @Test("What the wire has no form for fails for everybody, and nothing is sent", arguments: Link.allCases)
    func unsendable(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let (peer, client) = try await host.peerAndClient()
            await #expect(throws: ConversionError.self) { try await host.server.emit("said", Double.nan) }
            let failures = try await host.server.emit("open")
            #expect(failures.map(\.client) == [client])
            #expect(failures.allSatisfy { $0.underlying is ReservedEventError })
            try await peer.settle()
        }
    }
}

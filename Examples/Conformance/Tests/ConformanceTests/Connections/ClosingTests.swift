import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 24: the end of a connection", .timeLimit(.minutes(2)))
struct ClosingTests {
    private enum End: String, CaseIterable {
        case byPeer, byPeerNormally, cut, byHandler, byProgram
    }

    @Test("onClose runs once, the client's before the server's", arguments: Link.allCases, End.allCases)
    private func server(link: Link, end: End) async throws {
        let server = FairwayServer.conformance()
        let ends = Queue<String>()
        server.onOpen { client in
            client.onClose { ends.add("client \($0.status) '\($0.reason)' \($0.isLocal)") }
        }
        server.onClose { client, end in ends.add("server \(client.id) \(end.status) '\(end.reason)' \(end.isLocal)") }
        try await Host.serve(server, over: link) { host in
            let (peer, client) = try await host.peerAndClient()
            let expected: String
            switch end {
            case .byPeer:
                peer.close(status: 4000, reason: "bye")
                expected = "4000 'bye' false"
            case .byPeerNormally:
                peer.close()
                expected = "1000 '' false"
            case .cut:
                peer.abort()
                expected = "1006 '' false"
            case .byHandler:
                try peer.send(#"{"a":["hangUp",4321,"tschüß"]}"#)
                await peer.expectEnd(4321, "tschüß")
                expected = "4321 'tschüß' true"
            case .byProgram:
                client.close(status: .policyViolation, reason: "rules")
                client.close(status: .normalClosure, reason: "again")
                await peer.expectEnd(.policyViolation, "rules")
                expected = "1008 'rules' true"
            }
            #expect(await ends.next(2) == ["client \(expected)", "server 1 \(expected)"])
            #expect(server.clients.isEmpty)
            #expect(!client.isOpen)
            client.close()
            peer.close()
            let other = try await host.peer()
            other.close(status: 4001, reason: "")
            // Nothing of the first comes between.
            #expect(await ends.next(2) == ["client 4001 '' false", "server 2 4001 '' false"])
            // The end that a peer asks for is no error, and nothing was reported before this.
            let last = try await host.peer()
            try last.send("junk")
            #expect(await host.nextReport() == "malformed message: malformed JSON: expected a value")
        }
    }

    @Test("A client is told of its connection's end in the same way", arguments: Link.allCases, [true, false])
    func client(link: Link, isLocal: Bool) async throws {
        try await Guest.visit(over: link) { guest in
            let ends = Queue<String>()
            guest.client.onClose { ends.add("\($0.status) '\($0.reason)' \($0.isLocal)") }
            for _ in 1...2 {
                let server = try await guest.connect()
                if isLocal {
                    await guest.client.close(status: 4002, reason: "mine")
                    await server.expectEnd(4002, "mine")
                } else {
                    server.close(status: 4002, reason: "mine")
                }
                #expect(await ends.next() == "4002 'mine' \(isLocal)")
                await guest.client.close()
            }
            let server = try await guest.connect()
            try server.send("the first thing to report")
            let report = await guest.reports.next().map { "\($0)" }
            #expect(report == "malformed message: malformed JSON: expected a value")
        }
    }

    @Test("hangUp closes with the status and reason", arguments: Link.allCases, [1000, 1001, 1008, 1013, 3000, 4999])
    func hangUp(link: Link, status: Int) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"a":["hangUp",\#(status),"enough"]}"#)
            await peer.expectEnd(StatusCode(rawValue: UInt16(status)), "enough")
        }
    }

    @Test(
        "hangUp with what no close can carry is reported, and the connection stays",
        arguments: Link.allCases,
        [70_000, 1_005, 1_006, 1_015, -1, 0, 999, 2_000, 5_000, 9_007_199_254_740_991, -9_007_199_254_740_991]
    )
    func badStatus(link: Link, status: Int) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"a":["hangUp",\#(status),"enough"]}"#)
            let error = await host.reports.next()?.underlying as? HandlerError
            #expect(error?.underlying as? Rejection == Rejection("\(status) is no status that a close can carry"))
            try await peer.settle()
        }
    }

    @Test("A close in the middle of what a client says leaves the rest unsaid", arguments: Link.allCases)
    func afterClose(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.settle()
            let other = try await host.peer()
            try peer.send(#"{"a":["hangUp",4000,"enough"]}"#)
            do throws(TransportError) {
                for _ in 1...10 { try peer.send(#"{"i":1,"a":["shout","never"]}"#) }
            } catch {
                #expect(error == .closed)
            }
            await peer.expectEnd(4000, "enough")
            try await other.settle()
        }
    }
}

import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 20: the end of the connection, and how many channels are open", .timeLimit(.minutes(2)))
struct ChannelEndTests {
    private enum End: CaseIterable {
        case close, cut
    }

    @Test("The end of the connection ends every channel of a server", arguments: Link.allCases, End.allCases)
    private func server(link: Link, end: End) async throws {
        let server = FairwayServer.conformance()
        let (ends, started, reasons) = (Queue<ConversationEnd>(), Queue<Void>(), Queue<CancellationReason?>())
        server.on(opening: "talk") { talk in
            Task { ends.add(try await talk.closed) }
        }
        server.on("wait") {
            AsyncStream<Int> {
                started.add(())
                await waitUntilCancelled()
                reasons.add(CancellationReason.current)
                return nil
            }
        }
        try await Host.serve(server, over: link) { host in
            let (peer, other) = (try await host.peer(), try await host.peer())
            try await peer.open(1, #"["talk"]"#)
            try await peer.open(2, #"["wait"]"#)
            try peer.start(2)
            await started.next()
            try await peer.open(3, #"["forever"]"#)
            try peer.start(3, credit: 2)
            await peer.expectValues(1...2, on: 3)
            try await peer.open(4, #"["forever"]"#)
            if end == .cut { peer.abort() } else { peer.close(status: 4000, reason: "bye") }
            #expect(await ends.next() == .connectionEnded)
            guard case .connectionEnded? = try #require(await reasons.next()) else {
                Issue.record("the end of the connection is not the reason")
                return
            }
            try await other.expectRunning(0)
        }
    }

    @Test("It ends every channel of a client, which are not those of the next connection", arguments: Link.allCases)
    func client(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let main = guest.client[Conformance.Main.self]
            for _ in 1...2 {
                let server = try await guest.connect()
                let opened = Task { try await main.calculator(handler: Display()) }
                await server.expectNext(#"{"i":536870912,"a":["calculator"]}"#)
                try server.send(#"{"i":536870912,"h":1}"#)
                let calculator = try await opened.value
                let asked = Task { try await main.forever() }
                await server.expectNext(#"{"i":536870913,"a":["forever"]}"#)
                try server.send(#"{"i":536870913,"h":1}"#)
                let stream = try await asked.value
                let read = Task { for try await _ in stream {} }
                await server.expectNext(#"{"h":536870913,"a":["credit",8]}"#)
                await server.expectNext(#"{"h":536870913,"a":["start"]}"#)
                let sum = Task { try await calculator.add(a: 1, b: 2) }
                await server.expectNext(#"{"i":1,"h":536870912,"a":["add",1,2]}"#)
                server.abort()
                await #expect(throws: RequestError.connectionClosed) { try await read.value }
                await #expect(throws: RequestError.connectionClosed) { try await sum.value }
                #expect(try await calculator.closed == .connectionEnded)
                await #expect(throws: EmitError.channelClosed) { try await calculator.emit(.finish) }
            }
        }
    }

    @Test("128 may be open for a peer, and each that ends makes room for another", arguments: Link.allCases)
    func limit(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let (peer, other) = (try await host.peer(), try await host.peer())
            for id in 1...64 {
                try await peer.open(id, #"["calculator"]"#)
                try await peer.open(64 + id, #"["forever"]"#)
            }
            try await peer.expect(#"{"i":129,"a":["count",1]}"#, rejection(129, "too many channels are open"))
            try await peer.expect(#"{"i":130,"a":["calculator"]}"#, rejection(130, "too many channels are open"))
            try await other.open(1, #"["count",1]"#)
            try peer.send(aborted(1, "enough"))
            try await peer.open(131, #"["count",1]"#)
            try await peer.expect(#"{"i":132,"a":["count",1]}"#, rejection(132, "too many channels are open"))
            try await peer.expect(#"{"h":2,"a":["finish"]}"#, #"{"h":2,"x":"closed"}"#)
            try await peer.open(132, #"["count",1]"#)
            try peer.start(131)
            await peer.expectValues(1...1, on: 131)
            await peer.expectNext(finished(131))
            try await peer.open(133, #"["calculator"]"#)
            try await peer.expect(#"{"i":134,"a":["count",1]}"#, rejection(134, "too many channels are open"))
        }
    }

    @Test("A number that is open is not opened again", arguments: Link.allCases)
    func taken(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.open(1, #"["calculator"]"#)
            for event in [#"["count",3]"#, #"["calculator"]"#] {
                try await peer.expect(
                    #"{"i":1,"a":\#(event)}"#,
                    rejection(1, "a channel with this number is open")
                )
            }
            try await peer.expect(#"{"i":1,"h":1,"a":["add",1,2]}"#, #"{"i":1,"d":3}"#)
        }
    }
}

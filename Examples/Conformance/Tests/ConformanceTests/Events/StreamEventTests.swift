import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("The events of the conformance server: streams", .timeLimit(.minutes(2)))
struct StreamEventTests {
    @Test("count streams 1, 2, … up to its argument", arguments: Link.allCases, [1, 50, 0, -3])
    func count(link: Link, last: Int) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.open(1, #"["count",\#(last)]"#)
            try peer.start(1)
            if last > 0 { await peer.expectValues(1...last, on: 1) }
            await peer.expectNext(finished(1))
            try await peer.settle()
        }
    }

    @Test("failAfter streams that many values and fails with the message", arguments: Link.allCases, [2, 0, -1])
    func failAfter(link: Link, values: Int) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.open(1, #"["failAfter",\#(values),"no \"luck\""]"#)
            try peer.start(1, credit: 10)
            if values > 0 { await peer.expectValues(1...values, on: 1) }
            await peer.expectNext(aborted(1, #"no \"luck\""#))
            try await peer.settle()
        }
    }

    @Test("forever streams 1, 2, … until it is aborted", arguments: Link.allCases)
    func forever(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.open(1, #"["forever"]"#)
            try peer.start(1, credit: 5_000)
            await peer.expectValues(1...5_000, on: 1)
            try peer.send(aborted(1, "enough"))
            try await peer.expectRunning(0)
            try await peer.expect(#"{"h":1,"a":["credit",1]}"#, aborted(1, "no such channel"))
        }
    }

    @Test("A client counts 50 over the wire and over again", arguments: Link.allCases)
    func client(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let client = FairwayClient()
            client.connect(over: try await host.transport())
            let server = client[Conformance.Main.self]
            for _ in 1...2 {
                var values: [Int] = []
                for try await value in try await server.count(upTo: 50) { values.append(value) }
                #expect(values == Array(1...50))
            }
            var values: [Int] = []
            await #expect(throws: RemoteError(message: "no more")) {
                for try await value in try await server.failAfter(values: 3, message: "no more") {
                    values.append(value)
                }
            }
            #expect(values == [1, 2, 3])
            for try await value in try await server.forever() where value == 1_000 { break }
            while try await server.running() > 0 {}
            await client.close()
        }
    }

    @Test("running counts streams of all clients from their request to their end", arguments: Link.allCases)
    func running(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let (peer, other) = (try await host.peer(), try await host.peer())
            try await peer.open(1, #"["count",2]"#)
            try await peer.expect(#"{"i":9,"a":["running"]}"#, #"{"i":9,"d":1}"#)
            try await other.open(1, #"["failAfter",1,"no"]"#)
            try await other.expect(#"{"i":9,"a":["running"]}"#, #"{"i":9,"d":2}"#)
            try other.start(1, credit: 1)
            await other.expectValues(1...1, on: 1)
            try await other.expect(#"{"i":9,"a":["running"]}"#, #"{"i":9,"d":2}"#)
            // Whoever has been told of the end no longer finds it running.
            try await other.expect(#"{"h":1,"a":["credit",1]}"#, aborted(1, "no"))
            try await other.expect(#"{"i":9,"a":["running"]}"#, #"{"i":9,"d":1}"#)
            try peer.start(1)
            await peer.expectValues(1...2, on: 1)
            await peer.expectNext(finished(1))
            try await peer.expect(#"{"i":9,"a":["running"]}"#, #"{"i":9,"d":0}"#)

            try await peer.open(2, #"["forever"]"#)
            try await peer.open(3, #"["forever"]"#)
            try peer.start(3, credit: 1)
            await peer.expectValues(1...1, on: 3)
            try await other.expectRunning(2)
            try peer.send(aborted(2, "never started"))
            try await other.expectRunning(1)
            peer.abort()
            try await other.expectRunning(0)
        }
    }

    @Test("A stream that nobody asked for runs for nobody", arguments: Link.allCases)
    func unasked(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try peer.send(#"{"a":["forever"]}"#)
            try await peer.expectRunning(0)
        }
    }
}

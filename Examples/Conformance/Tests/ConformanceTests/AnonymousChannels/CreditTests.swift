import ConformanceServer
import Fairway
import FairwayTesting
import Synchronization
import Testing

@Suite("Item 21: credit", .timeLimit(.minutes(2)))
struct CreditTests {
    @Test("A producer sends no more than the sum of the credit", arguments: Link.allCases)
    func sum(link: Link) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.open(1, #"["forever"]"#)
            try peer.send(#"{"h":1,"a":["credit",2]}"#)
            try peer.start(1, credit: 1)
            await peer.expectValues(1...3, on: 1)
            try await peer.settle()
            var last = 3
            for credit in [1, 5, 100] {
                try peer.send(#"{"h":1,"a":["credit",\#(credit)]}"#)
                await peer.expectValues(last + 1...last + credit, on: 1)
                last += credit
                try await peer.settle()
            }
        }
    }

    @Test(
        "What is no credit is ignored, and the sum does not overflow",
        arguments: Link.allCases,
        ["0", "-5", "1.5", #""7""#, "null", "true", "[8]", "1e400", "9223372036854775808"]
    )
    func ignored(link: Link, credit: String) async throws {
        try await Host.serve(over: link) { host in
            let peer = try await host.peer()
            try await peer.open(1, #"["count",3]"#)
            try peer.start(1, credit: 1)
            await peer.expectValues(1...1, on: 1)
            try peer.send(#"{"h":1,"a":["credit",\#(credit)]}"#)
            try peer.send(#"{"h":1,"a":["credit"]}"#)
            try await peer.settle()
            for _ in 1...3 { try peer.send(#"{"h":1,"a":["credit",9007199254740991]}"#) }
            await peer.expectValues(2...3, on: 1)
            await peer.expectNext(finished(1))
        }
    }

    @Test(
        "A reader grants it before the start and as it consumes, never more than 64 at a time",
        arguments: Link.allCases
    )
    func reader(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let server = try await guest.connect()
            let number = 1 << 29
            let asked = Task { try await guest.client[Conformance.Main.self].forever() }
            await server.expectNext(#"{"i":\#(number),"a":["forever"]}"#)
            try server.send(#"{"i":\#(number),"h":1}"#)
            let stream = try await asked.value
            let (goOn, read) = (Queue<Void>(), Queue<Int?>())
            let reading = Task {
                var iterator = stream.makeAsyncIterator()
                while await goOn.next() != nil { read.add(try await iterator.next()) }
            }
            goOn.add(())
            await server.expectNext(#"{"h":\#(number),"a":["credit",8]}"#)
            await server.expectNext(#"{"h":\#(number),"a":["start"]}"#)
            var (granted, sent) = (8, 0)
            for count in 1...200 {
                while sent < granted {
                    sent += 1
                    try server.send(streamed(number, sent))
                }
                if count > 1 { goOn.add(()) }
                #expect(await read.next() == count)
                // Credit is worth a message when half of what may be on its way is due.
                if count + 64 - granted >= 32 {
                    await server.expectNext(#"{"h":\#(number),"a":["credit",\#(count + 64 - granted)]}"#)
                    granted = count + 64
                }
            }
            goOn.finish()
            try await reading.value
        }
    }

    @Test("A slow reader of another Fairway loses no value, and little waits for it", arguments: Link.allCases)
    func slow(link: Link) async throws {
        let server = FairwayServer.conformance()
        let produced = Produced()
        server.on("made") { AsyncStream<Int> { produced.next() } }
        try await Host.serve(server, over: link) { host in
            let client = FairwayClient()
            client.connect(over: try await host.transport())
            var read = 0
            for try await value in try await client.stream("made", of: Int.self) {
                read += 1
                #expect(value == read)
                // Each value takes the reader a round trip of its own.
                if read < 200 { _ = try await client.request("echo", value) as Int }
                #expect(produced.count <= read + 64 + 1)
                if read == 2_000 { break }
            }
            await client.close()
        }
    }

    @Test("Of a side that knows no credit 1,024 values wait, and one more ends the stream", arguments: Link.allCases)
    func overflow(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let server = try await guest.connect()
            guest.client.on("ping") { "pong" }
            let number = 1 << 29
            let asked = Task { try await guest.client[Conformance.Main.self].forever() }
            await server.expectNext(#"{"i":\#(number),"a":["forever"]}"#)
            try server.send(#"{"i":\#(number),"h":1}"#)
            var iterator = try await asked.value.makeAsyncIterator()
            for value in 1...1_024 { try server.send(streamed(number, value)) }
            try await server.expect(#"{"i":1,"a":["ping"]}"#, #"{"i":1,"d":"pong"}"#)
            try await server.expect(streamed(number, 1_025), aborted(number, "values are not read fast enough"))
            // Those that waited are still to be had.
            for value in 1...1_024 { #expect(try await iterator.next() == value) }
            await #expect(throws: StreamOverflow.self) { try await iterator.next() }
            #expect(try await iterator.next() == nil)
        }
    }
}

/// Counts what a stream has been asked for.
private final class Produced: Sendable {
    private let number = Mutex(0)

    var count: Int { number.withLock(\.self) }

    func next() -> Int {
        number.withLock { number in
            number += 1
            return number
        }
    }
}

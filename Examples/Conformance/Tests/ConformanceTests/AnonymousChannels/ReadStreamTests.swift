import ConformanceServer
import Fairway
import FairwayTesting
import Testing

@Suite("Item 18: a stream that is read", .timeLimit(.minutes(2)))
struct ReadStreamTests {
    private static let number = 1 << 29

    /// Opens a stream at a raw server.
    private func open(_ guest: Guest) async throws -> (RawPeer, RemoteStream<Int>) {
        let server = try await guest.connect()
        let asked = Task { try await guest.client[Conformance.Main.self].count(upTo: 3) }
        await server.expectNext(#"{"i":\#(Self.number),"a":["count",3]}"#)
        try server.send(#"{"i":\#(Self.number),"h":1}"#)
        return (server, try await asked.value)
    }

    /// Holds the frames of a reader that begins.
    private func expectStart(_ server: RawPeer) async {
        await server.expectNext(#"{"h":\#(Self.number),"a":["credit",8]}"#)
        await server.expectNext(#"{"h":\#(Self.number),"a":["start"]}"#)
    }

    private func collect(_ stream: RemoteStream<Int>) -> Task<[Int], any Error> {
        Task {
            var values: [Int] = []
            for try await value in stream { values.append(value) }
            return values
        }
    }

    @Test(
        "It starts when the first value is asked for, and ends with the one that is done",
        arguments: Link.allCases,
        [
            #"{"done":true}"#, #"{"done":1,"value":7}"#, #"{"value":null,"done":true}"#, #"{"more":[{}],"done":true}"#,
        ]
    )
    func values(link: Link, end: String) async throws {
        try await Guest.visit(over: link) { guest in
            let (server, stream) = try await open(guest)
            let collected = collect(stream)
            await expectStart(server)
            for item in [#"{"value":1,"done":false}"#, #"{"done":0,"value":2}"#, #"{"value":3}"#] {
                try server.send(#"{"h":\#(Self.number),"a":["next",\#(item)]}"#)
            }
            try server.send(#"{"h":\#(Self.number),"a":["pause"]}"#)
            try server.send(#"{"a":["next",\#(end)],"h":"\#(Self.number)"}"#)
            #expect(try await collected.value == [1, 2, 3])
        }
    }

    @Test("The other side's abort is thrown after the values before it, and not answered", arguments: Link.allCases)
    func aborted(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let (server, stream) = try await open(guest)
            var iterator = stream.makeAsyncIterator()
            try server.send(streamed(Self.number, 1))
            try server.send(ConformanceTests.aborted(Self.number, "no more"))
            guest.client.on("ping") { "pong" }
            try await server.expect(#"{"i":1,"a":["ping"]}"#, #"{"i":1,"d":"pong"}"#)
            #expect(try await iterator.next() == 1)
            await #expect(throws: RemoteError(message: "no more")) { try await iterator.next() }
            #expect(try await iterator.next() == nil)
            try await server.expect(#"{"i":2,"a":["ping"]}"#, #"{"i":2,"d":"pong"}"#)
        }
    }

    private enum Leaving: String, CaseIterable {
        case loop, cancellation, letGo
    }

    @Test(
        "Leaving the loop, cancelling the task and letting it go abort it",
        arguments: Link.allCases,
        Leaving.allCases
    )
    private func leaving(link: Link, how: Leaving) async throws {
        try await Guest.visit(over: link) { guest in
            let (server, stream) = try await open(guest)
            switch how {
            case .loop:
                let loop = Task { for try await _ in stream { break } }
                await expectStart(server)
                try server.send(streamed(Self.number, 1))
                try await loop.value
                await server.expectNext(#"{"h":\#(Self.number),"a":["credit",57]}"#)
            case .cancellation:
                let collected = collect(stream)
                await expectStart(server)
                collected.cancel()
                await #expect(throws: CancellationError.self) { try await collected.value }
            case .letGo:
                _ = consume stream
            }
            await server.expectNext(ConformanceTests.aborted(Self.number, "the reader has left"))
            try await server.expect(streamed(Self.number, 2), ConformanceTests.aborted(Self.number, "no such channel"))
        }
    }

    @Test(
        "What is no value of its type ends it on both sides",
        arguments: Link.allCases,
        [
            (#"["next",{"value":"x"}]"#, "a value of 'count': expected an integer, got string \"x\""),
            (#"["next",{"done":false}]"#, "a value of 'count': expected a value, got object"),
            (#"["next",7]"#, "a value of 'count': expected an object, got number 7"),
        ]
    )
    func unreadable(link: Link, item: (event: String, message: String)) async throws {
        try await Guest.visit(over: link) { guest in
            let (server, stream) = try await open(guest)
            let collected = collect(stream)
            await expectStart(server)
            try await server.expect(
                #"{"h":\#(Self.number),"a":\#(item.event)}"#,
                ConformanceTests.aborted(Self.number, "a value does not convert")
            )
            await #expect(throws: RequestError.unreadableAnswer(item.message)) { try await collected.value }
        }
    }

    @Test("Nothing can be asked on it", arguments: Link.allCases)
    func asked(link: Link) async throws {
        try await Guest.visit(over: link) { guest in
            let (server, stream) = try await open(guest)
            let message = "no event listener for 'next' on channel '#\(Self.number)'"
            try await server.expect(#"{"i":1,"h":\#(Self.number),"a":["next",1]}"#, rejection(1, message))
            withExtendedLifetime(stream) {}
        }
    }
}

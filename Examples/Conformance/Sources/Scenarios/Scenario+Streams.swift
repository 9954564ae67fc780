import ConformanceServer
import Fairway

extension Scenario {
    /// Answers that come value by value.
    static let streams = Scenario("streams") { visit in
        let client = try await visit.client()
        let server = client[Conformance.Main.self]
        switch visit.library {
        case .javascript:
            try expect(await collect(server.count(upTo: 50)), Array(1...50))
            try expect(await collect(server.count(upTo: 0)), [])

            var values: [Int] = []
            try await expect(RemoteError(message: "no more")) {
                for try await value in try await server.failAfter(values: 3, message: "no more") {
                    values.append(value)
                }
            }
            try expect(values, [1, 2, 3])

            var last = 0
            for try await value in try await server.forever() {
                last = value
                if value == 3 { break }
            }
            try expect(last, 3)
        // Go knows no channels, so that a request for one is one like any other.
        case .go:
            try await expect(RemoteError(message: "no event listener for 'count'")) {
                try await collect(server.count(upTo: 50))
            }
        }
        try await expect(RequestError.unreadableAnswer("'echo' was answered without a channel")) {
            try await collect(client.stream("echo", 5))
        }
        try expect(await server.echo(value: "still there"), "still there")
        await client.close(reason: "done")
    }

    /// More values at once than may wait for a reader that is slow, from a library that knows no credit.
    static let overflow = Scenario("overflow") { visit in
        let client = try await visit.client()
        let server = client[Conformance.Main.self]
        var values = try await server.count(upTo: 5_000).makeAsyncIterator()
        try expect(await values.next(), 1)
        // Behind this answer all of them have come.
        try expect(await server.echo(value: "slow"), "slow")
        var last = 1
        do {
            while let value = try await values.next() {
                try expect(value, last + 1)
                last = value
            }
            throw Surprise("expected an overflow, got the end", #fileID, #line)
        } catch is StreamOverflow {}
        try expect(last, 1_025)
        try expect(await server.echo(value: "still there"), "still there")
        await client.close(reason: "done")
    }

    /// All values of a stream.
    static func collect(_ stream: RemoteStream<Int>) async throws -> [Int] {
        var values: [Int] = []
        for try await value in stream { values.append(value) }
        return values
    }
}

import ConformanceServer
import Fairway

extension Scenario {
    /// What the server rejects.
    static let rejections = Scenario("rejections") { visit in
        let client = try await visit.client()
        let server = client[Conformance.Main.self]
        try await expect(RemoteError(message: "no luck")) { try await server.fail(message: "no luck") }

        // Go has no rejections but errors, so that one that the schema declares does not come as its type.
        switch visit.library {
        case .javascript: try await expect(Conformance.Refusal.tooMany) { try await server.refuse(why: .tooMany) }
        case .go: try await expect(RemoteError(message: "tooMany")) { try await server.refuse(why: .tooMany) }
        }
        let nothingThrown = visit.either(javascript: "Error", go: "internal error")
        try await expect(RemoteError(message: nothingThrown)) { try await server.crash() }

        let nobody = visit.either(javascript: "No event listener for 'nobody'", go: "no event listener for 'nobody'")
        try await expect(RemoteError(message: nobody)) { try await client.request("nobody") }
        let nowhere = visit.either(
            javascript: "Channel 'nowhere' does not exist",
            go: "no event listener for 'nobody' on channel 'nowhere'"
        )
        try await expect(RemoteError(message: nowhere)) { try await client.of("nowhere").request("nobody") }

        // A trailing argument that is nil is left out, and a Go handler takes exactly as many as it has parameters.
        switch visit.library {
        case .javascript: try expect(await server.greet(name: "Ada"), "Hello, Ada!")
        case .go:
            try await expect(RemoteError(message: "incorrect number of arguments")) {
                try await server.greet(name: "Ada")
            }
        }
        try expect(await server.echo(value: "still there"), "still there")
        await client.close(reason: "done")
    }

    /// What the client gives up, by its task or for lack of time.
    static let cancellation = Scenario("cancellation") { visit in
        let listener = Listener()
        let client = try await visit.client(listener)
        let server = client[Conformance.Main.self]

        let sleep = Task { try await server.sleep(milliseconds: 60_000) }
        try expect(await listener.next(), "sleeping")
        sleep.cancel()
        do {
            try await sleep.value
            throw Surprise("the sleep was not cancelled", #fileID, #line)
        } catch is CancellationError {}

        try await expect(RequestError.timedOut) {
            try await client.request("sleep", 60_000, timeout: .milliseconds(100))
        }
        try expect(await listener.next(), "sleeping")
        try expect(await server.echo(value: "awake"), "awake")
        try expect(await server.cancelled(), 2)
        await client.close(reason: "done")
    }
}

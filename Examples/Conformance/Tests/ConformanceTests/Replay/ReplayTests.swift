import ConformanceServer
import Fairway
import Scenarios
import Testing

@Suite("Recorded frames of other libraries", .timeLimit(.minutes(1)))
struct ReplayTests {
    @Test(
        "The conformance server says to another library's client what it said when it was recorded",
        arguments: [
            "javascript-client-requests", "javascript-client-rejections", "javascript-client-cancellation",
            "javascript-client-asked", "javascript-client-events", "javascript-client-reconnecting",
            "javascript-client-streams", "javascript-client-conversations", "javascript-client-both-sides",
            "go-client-requests", "go-client-rejections", "go-client-cancellation",
            "go-client-asked", "go-client-events", "go-client-reconnecting", "go-client-channels",
        ],
        Link.allCases
    )
    func server(recording name: String, link: Link) async throws {
        let recording = try Recording(named: name)
        let server = FairwayServer.conformance()
        server.offerReverseChannels()
        try await Host.serve(server, over: link) { host in
            var replay = Replay(recording) { try await host.peer() }
            try await replay.run()
        }
    }

    @Test(
        "A client says to another library's server what it said when it was recorded, and gets the same from it",
        arguments: ServerLibrary.allCases.flatMap { library in
            Scenario.recorded.map { Part(library: library, scenario: $0) }
        },
        Link.allCases
    )
    func client(part: Part, link: Link) async throws {
        let recording = try Recording(named: part.description)
        try await Stage.build(over: link) { stage in
            let acting = Task {
                do {
                    try await part.scenario.run(against: part.library, through: stage)
                } catch {
                    // The replay waits for a client that has nothing more to say.
                    await stage.strike()
                    throw error
                }
            }
            var replay = Replay(recording) { try await stage.peer() }
            do {
                try await replay.run()
            } catch {
                acting.cancel()
                Issue.record(error)
            }
            try await acting.value
        }
    }
}

/// A scenario, and the library that it was recorded with.
struct Part: CustomTestStringConvertible {
    let library: ServerLibrary
    let scenario: Scenario

    /// The name of the recording.
    var description: String { "\(library)-server-\(scenario.name)" }
    var testDescription: String { description }
}

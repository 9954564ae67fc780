import ConformanceServer
package import Fairway

/// Something that a Fairway client does with a server of another library, and what it expects to get.
///
/// It is run by hand against the real server, which is recorded, and in tests against the recording.
package struct Scenario: Sendable {
    /// What it is called on the command line and in the name of its recordings.
    package let name: String
    private let body: @Sendable (Visit) async throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (Visit) async throws -> Void) {
        self.name = name
        self.body = body
    }

    /// All that are recorded.
    package static let recorded = [
        requests, untyped, rejections, cancellation, questions, broadcast, reconnecting, shutdown,
        streams, conversations, bothSides,
    ]

    /// Those that are run by hand alone: what comes when is up to the system, or it is very much.
    package static let unrecorded = [overflow, simultaneous]

    /// Does it.
    ///
    /// - Throws: ``Surprise`` where something came out differently.
    package func run(against library: ServerLibrary, through connector: any TransportConnector) async throws {
        try await body(Visit(library: library, connector: connector))
    }
}

/// The library on the other side. They do not agree on everything.
package enum ServerLibrary: String, Sendable, CaseIterable {
    case javascript, go
}

/// A scenario's way to the server.
struct Visit: Sendable {
    let library: ServerLibrary
    let connector: any TransportConnector

    /// A client that is connected, once, and whose handlers are the listener's.
    func client(_ listener: Listener = Listener()) async throws -> FairwayClient {
        let client = FairwayClient(reconnecting: .never)
        client[Conformance.Main.self].register(listener)
        try await client.connect(with: connector)
        return client
    }

    /// What is expected of the one library or the other.
    func either<Value>(javascript: Value, go: Value) -> Value {
        switch library {
        case .javascript: javascript
        case .go: go
        }
    }
}

import ConformanceServer
import Fairway
import FairwayNIO
import FairwayTesting
import Testing

/// A server under test, which raw peers reach over one kind of link.
struct Host: Sendable {
    let server: FairwayServer
    /// What the server was told has gone wrong.
    let reports = Queue<ClientError>()
    private let listener: WebSocketListener?

    /// Serves for as long as `body` runs; nothing of it is left then.
    static func serve(
        _ server: FairwayServer = .conformance(),
        over link: Link,
        _ body: (Host) async throws -> Void
    ) async throws {
        let listener =
            link == .socket ? try await server.listen(host: "127.0.0.1", port: 0, options: .patient) : nil
        let host = Host(server: server, listener: listener)
        server.onError { [reports = host.reports] in reports.add($0) }
        do {
            try await body(host)
        } catch {
            await host.end()
            throw error
        }
        await host.end()
    }

    private init(server: FairwayServer, listener: WebSocketListener?) {
        self.server = server
        self.listener = listener
    }

    private func end() async {
        await listener?.close()
        await server.close(grace: .zero)
    }

    /// Where the server listens.
    var url: String { "ws://127.0.0.1:\(port)/" }

    /// The port that it listens on; 0 in memory.
    var port: Int { listener?.port ?? 0 }

    /// Opens a link to the server.
    func transport() async throws -> any Transport {
        guard listener != nil else {
            // More than a test sends before the server reads.
            return try await InMemoryConnector(to: server, bufferLimit: 16 << 20).connect()
        }
        return try await WebSocketConnector(to: url, options: .patient).connect()
    }

    /// Connects a raw peer.
    func peer() async throws -> RawPeer { RawPeer(try await transport()) }

    /// Connects a raw peer, and finds what the server has of it. No other may connect meanwhile.
    func peerAndClient() async throws -> (RawPeer, Client) {
        let peer = try await peer()
        try await peer.settle()
        guard let client = server.clients.last else { throw NobodyConnected() }
        return (peer, client)
    }

    struct NobodyConnected: Error {}

    /// The next thing that was reported, in words.
    func nextReport() async -> String? {
        await reports.next().map { "\($0.underlying)" }
    }
}

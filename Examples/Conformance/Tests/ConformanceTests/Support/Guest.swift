import ConformanceServer
import Fairway
import FairwayNIO
import FairwayTesting

/// A client program under test, and raw peers that play its server over one kind of link.
struct Guest: Sendable {
    let client: FairwayClient
    /// What the client was told has gone wrong.
    let reports = Queue<any Error>()
    private let link: Link
    private let listener: WebSocketListener?
    private let accepted = Queue<any Transport>()

    /// Plays the server for as long as `body` runs; nothing of it is left then.
    static func visit(
        _ client: FairwayClient = FairwayClient(),
        over link: Link,
        _ body: (Guest) async throws -> Void
    ) async throws {
        let guest = try await Guest(client, over: link)
        do {
            try await body(guest)
        } catch {
            await guest.end()
            throw error
        }
        await guest.end()
    }

    private init(_ client: FairwayClient, over link: Link) async throws {
        self.client = client
        self.link = link
        listener =
            link == .memory
            ? nil
            : try await WebSocketListener.bind(host: "127.0.0.1", port: 0, options: .patient) {
                [accepted] transport, _ in
                accepted.add(transport)
            }
        client.onError { [reports] in reports.add($0) }
    }

    private func end() async {
        await listener?.close()
        await client.close()
    }

    /// Connects the client, again where it is connected.
    ///
    /// - Returns: the server's end of the link.
    func connect() async throws -> RawPeer {
        let (clientEnd, serverEnd) = try await link()
        client.connect(over: clientEnd)
        return RawPeer(serverEnd)
    }

    /// Opens a link: the client's end, then the server's.
    func link() async throws -> (any Transport, any Transport) {
        guard let listener else { return InMemoryTransport.pair() }
        let clientEnd = try await WebSocketConnector(to: "ws://127.0.0.1:\(listener.port)/", options: .patient)
            .connect()
        guard let serverEnd = await accepted.next() else { throw CancellationError() }
        return (clientEnd, serverEnd)
    }
}

/// A client that answers what the conformance schema lets a server ask.
struct Answerer: Conformance.Main.ClientHandler {
    func answer(question: String, from server: Conformance.Main.RemoteServer) -> String { "\(question)!" }

    func said(text: String, from server: Conformance.Main.RemoteServer) {}
}

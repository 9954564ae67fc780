import Fairway
import FairwayNIO
import FairwayTesting
import Synchronization

/// Where a client meets a raw peer that plays its server.
final class Stage: Sendable {
    private let link: Link
    private let listener: WebSocketListener?
    private let accepted: Queue<any Transport>
    private let peers = Mutex<[RawPeer]>([])

    /// Makes room for a play over one kind of link, for as long as `body` runs.
    static func build(over link: Link, _ body: (Stage) async throws -> Void) async throws {
        let accepted = Queue<any Transport>()
        let listener =
            link == .socket
            ? try await WebSocketListener.bind(host: "127.0.0.1", port: 0, options: .patient) { transport, _ in
                accepted.add(transport)
            } : nil
        let stage = Stage(link, listener, accepted)
        do {
            try await body(stage)
        } catch {
            await stage.strike()
            throw error
        }
        await stage.strike()
    }

    private init(_ link: Link, _ listener: WebSocketListener?, _ accepted: Queue<any Transport>) {
        self.link = link
        self.listener = listener
        self.accepted = accepted
    }

    /// Waits for the client to connect.
    func peer() async throws -> RawPeer {
        guard let transport = await accepted.next() else { throw CancellationError() }
        let peer = RawPeer(transport)
        peers.withLock { $0.append(peer) }
        return peer
    }

    /// Ends whatever still waits for something to happen.
    func strike() async {
        accepted.finish()
        for peer in peers.withLock({ $0 }) { peer.abort() }
        await listener?.close()
    }
}

extension Stage: TransportConnector {
    func connect() async throws -> any Transport {
        if let listener {
            return try await WebSocketConnector(to: "ws://127.0.0.1:\(listener.port)/", options: .patient).connect()
        }
        let (clientEnd, serverEnd) = InMemoryTransport.pair()
        accepted.add(serverEnd)
        return clientEnd
    }
}

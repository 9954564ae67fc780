import Synchronization

@testable import Fairway

extension Life {
    /// Whether some time is still waited for. What has ended last may be about to give its time back.
    var keepsDeadlines: Bool {
        servers.contains { !$0.deadlines.isEmpty } || client?.deadlines.isEmpty == false
    }

    /// Complains of whatever is left when everything has ended.
    func check() {
        for server in servers {
            if !server.clients.isEmpty { ledger.complain("the server keeps \(server.clients.count) clients") }
        }
        if let client {
            if client.isConnected { ledger.complain("the client is still connected") }
        }
        ledger.state.withLock { state in
            for (tag, question) in state.openQuestions { state.problems.append("\(question) \(tag) never ended") }
            for tag in state.neverSent where state.runs[tag] != nil {
                state.problems.append("\(tag) ran although it was never sent")
            }
        }
    }
}

/// What a life leaves behind, which in the end is to be nothing.
struct LifeRemains: Sendable {
    private final class Ends: Sendable {
        let servers: [WeakReference<FairwayServer>]
        let client: WeakReference<FairwayClient>?
        init(_ life: Life) {
            servers = life.servers.map { WeakReference($0) }
            client = life.client.map { WeakReference($0) }
        }
    }

    private let ends: Ends
    private let links: [LifeTransport]
    private let ledger: LifeLedger

    init(of life: Life) {
        ends = Ends(life)
        links = life.links
        ledger = life.ledger
    }

    /// What is still there; `nil` where nothing is.
    var description: String? {
        let tokens = ledger.state.withLock { $0.tokens }
        let connections = links.count { !$0.isReceiverGone }
        let servers = ends.servers.count { !$0.isGone }
        let isClientGone = ends.client?.isGone ?? true
        if tokens == 0, connections == 0, servers == 0, isClientGone { return nil }
        return "\(tokens) tokens, \(connections) connections, \(servers) servers\(isClientGone ? "" : ", the client")"
    }
}

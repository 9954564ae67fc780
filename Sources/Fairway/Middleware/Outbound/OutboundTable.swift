import Synchronization

/// The outbound middleware of one side: of a server for all its clients, of one client, or of a client program.
final class OutboundTable<Peer: Sendable>: Sendable {
    private struct State {
        var middleware: [OutboundMiddleware<Peer>] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    /// Whether there is any, so that what is sent pays nothing for it where there is none.
    private let isUsed = Atomic(false)

    /// Adds middleware behind what there is.
    func use(_ middleware: OutboundMiddleware<Peer>) {
        state.withLock { state in
            // That of a conversation which ends from now on is removed.
            let isTaken = middleware.channel?.anonymous.map { $0.end == nil } ?? true
            if !state.isClosed, isTaken { state.middleware.append(middleware) }
        }
        isUsed.store(true, ordering: .releasing)
    }

    /// What goes to a peer on a channel passes through this: what sees every channel, then what sees this one, each in
    /// order.
    func steps(on channel: ChannelName, for peer: Peer) -> [OutboundStep] {
        middleware(on: channel).map { $0.step(for: peer) }
    }

    /// The same for a broadcast.
    func broadcastSteps(on channel: ChannelName) -> [OutboundStep] {
        middleware(on: channel).compactMap(\.toAll)
    }

    /// Removes that of a conversation that has ended.
    func forget(_ conversation: ChannelName) {
        let removed = state.withLock { state in
            let removed = state.middleware.filter { $0.channel == conversation }
            if !removed.isEmpty { state.middleware.removeAll { $0.channel == conversation } }
            return removed
        }
        withExtendedLifetime(removed) {}
    }

    /// Removes everything and takes no more, at the end of whoever the middleware belongs to: it may hold it.
    func close() {
        let removed = state.withLock { state in
            defer { (state.middleware, state.isClosed) = ([], true) }
            return state.middleware
        }
        withExtendedLifetime(removed) {}
    }

    private func middleware(on channel: ChannelName) -> [OutboundMiddleware<Peer>] {
        guard isUsed.load(ordering: .acquiring) else { return [] }
        let middleware = state.withLock(\.middleware)
        return middleware.filter { $0.channel == nil } + middleware.filter { $0.channel == channel }
    }
}

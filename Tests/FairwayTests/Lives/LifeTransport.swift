import FairwayTesting
import Foundation
import Synchronization

@testable import Fairway

/// A link in memory whose buffer is now and then found full, and which remembers to whom it delivers.
final class LifeTransport: Transport {
    private struct State {
        var random: SeededRandom
        weak var receiver: (any TransportReceiver)?
    }

    private let base: InMemoryTransport
    private let refusedSends: Int
    private let onUse: @Sendable () -> Void
    private let state: Mutex<State>

    /// - Parameters:
    ///   - refusedSends: how many sends in a thousand fail.
    ///   - onUse: is called when a connection begins to use it.
    init(
        _ base: InMemoryTransport,
        seed: UInt64,
        refusedSends: Int,
        onUse: @escaping @Sendable () -> Void = {}
    ) {
        self.base = base
        self.refusedSends = refusedSends
        self.onUse = onUse
        state = Mutex(State(random: SeededRandom(seed: seed)))
    }

    /// Whether the connection that it delivers to has nothing of its own or of the peer's that is still to end.
    var isIdle: Bool {
        guard let connection = state.withLock({ $0.receiver }) as? Connection else { return true }
        return connection.state.withLock { $0.pending.isEmpty && !$0.inbound.isRunning && $0.channels.isEmpty }
    }

    /// Whether the receiver has been let go.
    var isReceiverGone: Bool { state.withLock { $0.receiver == nil } }

    func start(delivering receiver: any TransportReceiver) {
        state.withLock { $0.receiver = receiver }
        if receiver is Connection { onUse() }
        base.start(delivering: receiver)
    }

    func send(_ message: EncodedMessage) throws(TransportError) {
        let number = state.withLock { Int.random(in: 0..<1000, using: &$0.random) }
        let isRefused = number < refusedSends
        // Lets others in between while a message is on its way.
        if isRefused || number.isMultiple(of: 8) { sched_yield() }
        if isRefused { throw .bufferFull }
        try base.send(message)
    }

    var isBehind: Bool { base.isBehind }

    func roundTrip(_ done: @escaping @Sendable () -> Void) {
        base.roundTrip(done)
    }

    func close(status: StatusCode, reason: String) {
        base.close(status: status, reason: reason)
    }

    func abort() {
        base.abort()
    }
}

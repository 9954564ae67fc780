import Synchronization

/// Tells everyone who asks how a client's connection is doing, each change once and in order.
final class StatusPublisher: Sendable {
    private typealias Continuation = AsyncStream<ConnectionStatus>.Continuation

    private struct State {
        var status = ConnectionStatus.disconnected(nil)
        var readers: [Int: Continuation] = [:]
        var lastReader = 0
        /// What is yet to be told to whom; one thread tells it, outside of the lock.
        var news: ArraySlice<(status: ConnectionStatus, readers: [Continuation])> = []
        var isTelling = false
    }

    /// How many changes wait for a reader; the oldest go first.
    private static let bufferLimit = 16

    private let state = Mutex(State())

    /// Notes what has changed.
    ///
    /// - Parameter status: is asked for the status under this publisher's lock, so that concurrent changes are told in
    ///   the order in which they came about.
    func update(_ status: () -> ConnectionStatus) {
        state.withLock { state in
            let status = status()
            guard status != state.status else { return }
            state.status = status
            guard !state.readers.isEmpty else { return }
            state.news.append((status, Array(state.readers.values)))
        }
        tell()
    }

    /// The status now, then each change; a reader that is far behind misses the oldest.
    func statuses() -> AsyncStream<ConnectionStatus> {
        let (stream, continuation) = AsyncStream<ConnectionStatus>.makeStream(
            bufferingPolicy: .bufferingNewest(Self.bufferLimit)
        )
        let reader = state.withLock { state in
            state.lastReader += 1
            state.readers[state.lastReader] = continuation
            state.news.append((state.status, [continuation]))
            return state.lastReader
        }
        continuation.onTermination = { [weak self] _ in self?.forget(reader) }
        tell()
        return stream
    }

    private func forget(_ reader: Int) {
        let continuation = state.withLock { $0.readers.removeValue(forKey: reader) }
        withExtendedLifetime(continuation) {}
    }

    private func tell() {
        let tells = state.withLock { state in
            defer { state.isTelling = true }
            return !state.isTelling
        }
        guard tells else { return }
        while let (status, readers) = nextNews() {
            for reader in readers { reader.yield(status) }
        }
    }

    private func nextNews() -> (status: ConnectionStatus, readers: [Continuation])? {
        state.withLock { state in
            let next = state.news.popFirst()
            if next == nil { (state.isTelling, state.news) = (false, []) }
            return next
        }
    }

    deinit {
        for reader in state.withLock({ Array($0.readers.values) }) { reader.finish() }
    }
}

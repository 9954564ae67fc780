import Fairway
import NIOCore
import Synchronization

/// One attempt to open a WebSocket, which ends once: with a transport or with an error.
///
/// Any thread may end it. The channels that were opened for it are closed where it fails.
final class ConnectAttempt: Sendable {
    private enum State {
        case running([any Channel])
        case failed
        case succeeded
    }

    private let promise: EventLoopPromise<any Transport>
    private let state = Mutex(State.running([]))

    init(on eventLoop: any EventLoop) {
        promise = eventLoop.makePromise()
    }

    /// Waits for the end.
    var transport: any Transport {
        get async throws { try await promise.futureResult.get() }
    }

    /// Makes a channel part of the attempt; it is closed at once where that has failed.
    func insert(_ channel: any Channel) {
        let isRunning = state.withLock { state in
            guard case .running(let channels) = state else { return false }
            state = .running(channels + [channel])
            return true
        }
        if !isRunning {
            channel.close(promise: nil)
        }
    }

    func succeed(_ transport: any Transport) {
        let isFirst = state.withLock { state in
            guard case .running = state else { return false }
            state = .succeeded
            return true
        }
        if isFirst {
            promise.succeed(transport)
        }
    }

    func fail(_ error: any Error) {
        let channels: [any Channel]? = state.withLock { state in
            guard case .running(let channels) = state else { return nil }
            state = .failed
            return channels
        }
        guard let channels else { return }
        promise.fail(error)
        for channel in channels {
            channel.cut()
        }
    }
}

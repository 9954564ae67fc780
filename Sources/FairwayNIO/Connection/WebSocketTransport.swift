import Fairway
import NIOCore
import Synchronization

/// A WebSocket as the runtime sees it: what it is told from any thread it passes to its handler's event loop.
///
/// One that is dropped without having been started closes its connection.
final class WebSocketTransport: BinaryTransport, TurnTaking {
    private let eventLoop: any EventLoop
    private let handler: NIOLoopBound<WebSocketHandler>
    private let outbox: Outbox
    /// Where the receivers of a broadcast wait for their turn; `nil` where the event loop is shared with nobody.
    private let turns: FlushQueue?
    private let isStarted = Atomic(false)

    /// Created on the event loop of the handler's channel.
    init(_ handler: WebSocketHandler, outbox: Outbox, eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        self.handler = NIOLoopBound(handler, eventLoop: eventLoop)
        self.outbox = outbox
        turns = handler.buffers?.flushes
    }

    deinit {
        if !hasReceiver {
            abort()
        }
    }

    /// Whether somebody takes what arrives.
    var hasReceiver: Bool { isStarted.load(ordering: .acquiring) }

    func start(delivering receiver: any TransportReceiver) {
        guard !isStarted.exchange(true, ordering: .acquiringAndReleasing) else { return }
        // Never at once, so that the caller is done with its own set-up before the first delivery.
        eventLoop.execute { [handler] in handler.value.begin(delivering: receiver) }
    }

    func send(_ message: EncodedMessage) throws(TransportError) {
        if eventLoop.inEventLoop {
            handler.value.write(try outbox.admit(message), then: message)
        } else if try outbox.enqueue(message) {
            if message.isBroadcast { wakeHandlerInTurn() } else { wakeHandler() }
        }
    }

    func sendBinary(_ message: EncodedMessage) throws(TransportError) {
        eventLoop.preconditionInEventLoop()
        handler.value.write(try outbox.admit(message), then: message, as: .binary)
    }

    var isBehind: Bool { outbox.isBehind }

    func roundTrip(_ done: @escaping @Sendable () -> Void) {
        switch outbox.enqueue(done) {
        case true?:
            wakeHandler()
        case false?:
            break
        case nil:
            // Detached, because the event loop may have been shut down with the link. It shares nothing.
            Task.detached { done() }
        }
    }

    func afterTurn(_ done: @escaping @Sendable () -> Void) {
        switch outbox.enqueueTurn(done) {
        case true?:
            wakeHandlerInTurn()
        case false?:
            break
        case nil:
            done()
        }
    }

    func close(status: StatusCode, reason: String) {
        guard outbox.enqueueClose(status, reason: reason) else { return }
        if eventLoop.inEventLoop {
            handler.value.wake()
        } else {
            wakeHandler()
        }
    }

    func abort() {
        outbox.abandon()
        // Never at once: the caller may be in the middle of a delivery.
        eventLoop.execute { [handler] in handler.value.abort() }
    }

    private func wakeHandlerInTurn() {
        guard let turns else { return wakeHandler() }
        turns.wake(handler, on: eventLoop)
    }

    private func wakeHandler() {
        eventLoop.execute { [handler] in handler.value.wake() }
    }
}

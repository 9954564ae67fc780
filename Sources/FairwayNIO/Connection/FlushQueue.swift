import NIOCore

/// The connections of an event loop that have something to flush outside of a read, as the receivers of a broadcast have.
/// Confined to the event loop.
///
/// They are flushed together, which costs the loop one task, and in turns, so that a broadcast to very many does not keep it
/// from others.
final class FlushQueue {
    /// How many are flushed before the loop looks at what else there is.
    static let largestTurn = 512
    /// How long it looks at least. What is due at once would come before what is to be read.
    private static let pause = TimeAmount.microseconds(20)

    private var waiting: [WebSocketHandler] = []
    private var flushed = 0

    /// Flushes a connection in a moment.
    func add(_ handler: WebSocketHandler, on eventLoop: any EventLoop) {
        waiting.append(handler)
        guard waiting.count == 1 else { return }
        eventLoop.assumeIsolated().execute { self.takeTurn(on: eventLoop) }
    }

    private func takeTurn(on eventLoop: any EventLoop) {
        let end = flushed + Self.largestTurn
        while flushed < min(waiting.count, end) {
            let handler = waiting[flushed]
            flushed += 1
            if handler.isFlushScheduled { handler.flush() }
        }
        guard flushed < waiting.count else {
            (waiting, flushed) = ([], 0)
            return
        }
        eventLoop.assumeIsolated().scheduleTask(in: Self.pause) { self.takeTurn(on: eventLoop) }
    }
}

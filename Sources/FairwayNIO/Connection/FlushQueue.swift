import NIOCore
import Synchronization

/// The connections of an event loop that have something to write or to flush outside of a read, as the receivers of a
/// broadcast have.
///
/// The event loop sees to them together, which costs it one task, and in turns, so that a broadcast to very many does not
/// keep it from others.
final class FlushQueue: Sendable {
    /// How many are flushed before the loop looks at what else there is.
    static let largestTurn = 256
    /// How long it looks at least. What is due at once would come before what is to be read.
    private static let pause = TimeAmount.microseconds(20)

    private struct Entry {
        let handler: NIOLoopBound<WebSocketHandler>
        /// Whether there may be something to write that other threads have queued.
        let wakes: Bool
    }

    private struct State {
        var waiting: [Entry] = []
        var isServed = false

        mutating func add(_ entry: Entry) -> Bool {
            waiting.append(entry)
            defer { isServed = true }
            return !isServed
        }

        mutating func takeTurn() -> [Entry] {
            guard waiting.count > FlushQueue.largestTurn else {
                defer { waiting = [] }
                return waiting
            }
            defer { waiting.removeFirst(FlushQueue.largestTurn) }
            return Array(waiting.prefix(FlushQueue.largestTurn))
        }
    }

    private let state = Mutex(State())

    /// Flushes a connection in its turn. Called on the event loop.
    func add(_ handler: WebSocketHandler, on eventLoop: any EventLoop) {
        add(Entry(handler: NIOLoopBound(handler, eventLoop: eventLoop), wakes: false), on: eventLoop)
    }

    /// Wakes a connection in its turn. Callable from any thread.
    func wake(_ handler: NIOLoopBound<WebSocketHandler>, on eventLoop: any EventLoop) {
        add(Entry(handler: handler, wakes: true), on: eventLoop)
    }

    private func add(_ entry: Entry, on eventLoop: any EventLoop) {
        guard state.withLock({ $0.add(entry) }) else { return }
        eventLoop.execute { self.takeTurn(on: eventLoop) }
    }

    private func takeTurn(on eventLoop: any EventLoop) {
        let turn = state.withLock { $0.takeTurn() }
        var hasWoken = false
        for entry in turn {
            let handler = entry.handler.value
            if entry.wakes {
                hasWoken = true
                handler.wake()
            } else if handler.isFlushScheduled {
                handler.flush()
            }
        }
        // Another thread that is handing out a broadcast wakes the loop once, and not whenever the loop was faster.
        let goesOn = state.withLock { state in
            state.isServed = hasWoken || !state.waiting.isEmpty
            return state.isServed
        }
        if goesOn { eventLoop.scheduleTask(in: Self.pause) { self.takeTurn(on: eventLoop) } }
    }
}

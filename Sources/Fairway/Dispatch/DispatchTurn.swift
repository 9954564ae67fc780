import Dispatch
import Foundation
import Synchronization

/// One thread's turn at a connection's messages: takes them one after the other and runs their handlers.
///
/// A handler runs at once, in a task that begins on this thread. Where it ends without having suspended, the same task goes
/// on with the next message, so that handlers which do not wait share one task; where it suspends, the task is left to it
/// and the turn goes on in another one.
///
/// Safe to pass to its tasks: what can change is used by the thread of the turn alone, while ``dispatch(_:)`` runs there. A
/// task that has suspended finds in ``isInside(_:)``, by what never changes or by what its own thread has written, that it
/// no longer is part of the turn.
final class DispatchTurn: @unchecked Sendable {
    private let connection: Connection
    private let thread = pthread_self()
    private var messages: BorrowedMessages?
    /// Whether this is the dispatcher that ``InboundQueue`` has appointed.
    var isDispatcher: Bool
    /// Whether something waits that is to go first.
    private var drains: Bool
    /// Counts the tasks; the last one is inside as long as it has not suspended.
    private var runner = 0
    /// What the task inside runs, and since when.
    private var running: HandlerCall?
    private var start = DispatchTime.now().uptimeNanoseconds

    init(for connection: Connection, isDispatcher: Bool = false) {
        self.connection = connection
        self.isDispatcher = isDispatcher
        drains = isDispatcher
    }

    /// Takes messages, whose bytes are borrowed for the length of the call, and what waits behind them.
    func dispatch(_ messages: BorrowedMessages? = nil) {
        self.messages = messages
        while let call = next() { start(call) }
        self.messages = nil
    }

    /// Becomes the dispatcher where something can be dispatched and nobody else is, and lets what waits go first.
    func dispatchWaiting() {
        if !isDispatcher { isDispatcher = connection.state.withLock { $0.inbound.resume() } }
        drains = isDispatcher
    }

    /// The next handler to run.
    private func next() -> HandlerCall? {
        while true {
            if !drains, let message = messages?.next() {
                if let call = connection.take(message, in: self) { return call }
            } else if isDispatcher {
                if let call = nextWaiting() { return call }
            } else {
                return nil
            }
        }
    }

    /// The handler of what waits first; where nothing does or may go on, this is the dispatcher no longer.
    private func nextWaiting() -> HandlerCall? {
        guard let message = connection.state.withLock({ $0.inbound.next() }) else {
            (isDispatcher, drains) = (false, false)
            return nil
        }
        connection.noteWaiting()
        return message.bytes.withUnsafeBytes { connection.prepare(message.event, in: $0) }
    }

    private func start(_ call: HandlerCall) {
        guard #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) else {
            return call.scope.start { [connection] in
                connection.starter.startOnQueue {
                    call.scope.enter()
                    await connection.run(call)
                }
            }
        }
        let task = Task.immediate { [self, runner] in
            let task = HandlerScope.currentTask
            var call = call
            while true {
                call.scope.enter(task)
                running = call
                await HandlerScope.$current.withValue(call.scope) { await connection.run(call) }
                guard isInside(runner) else { return }
                leave(call)
                guard let next = next() else { return }
                call = next
            }
        }
        runner += 1
        // The task has left the turn: it has suspended, or there was nothing more to do.
        guard let call = running else { return }
        call.scope.attach(task)
        leave(call)
    }

    /// Notes that a handler no longer holds the thread, and names one that has held it for long.
    private func leave(_ call: HandlerCall) {
        running = nil
        let now = DispatchTime.now().uptimeNanoseconds
        let held = Duration.nanoseconds(now - start)
        start = now
        if held > connection.configuration.longestHold {
            connection.log(LogLine(held: held, call.arrival))
        }
    }

    /// Whether the task with this number has not suspended, so that ``dispatch(_:)`` is beneath it on the stack.
    private func isInside(_ runner: Int) -> Bool {
        // On another thread it has suspended. On this one, if it has, the number has changed before it could go on.
        pthread_equal(thread, pthread_self()) != 0 && runner == self.runner
    }
}

import Dispatch
import Foundation
import Synchronization

/// One thread's turn at a connection's messages: takes them one after the other and runs their handlers.
///
/// A handler runs at once, in a task that begins on this thread. Where it ends without having suspended, the same task goes
/// on with the next message, so that handlers which do not wait share one task; where it suspends, the task is left to it
/// and the turn goes on in another one.
///
/// A connection has one that is used again and again; where that is busy, another thread or a handler that has ended takes
/// a turn of its own.
///
/// Safe to pass to its tasks: what can change is used by the thread of the turn alone, from ``begin()`` on. A task that has
/// suspended finds in ``isInside(_:)`` that it no longer is part of the turn. For the same reason no access to it is checked
/// at run time: the only one that lasts while other code runs is that to the messages, and what they call, a transport's
/// question whether they are wanted, does not come here.
final class DispatchTurn: @unchecked Sendable {
    /// What tells the thread whose turn it is; 0 while it is nobody's.
    private let thread = Atomic<UInt>(0)
    /// Set during the turn.
    @exclusivity(unchecked) private var connection: Connection?
    @exclusivity(unchecked) private var messages: BorrowedMessages?
    /// Whether this is the dispatcher that ``InboundQueue`` has appointed.
    @exclusivity(unchecked) var isDispatcher = false
    /// Whether something waits that is to go first.
    @exclusivity(unchecked) private var drains = false
    /// Counts the tasks of all turns; the last one is inside as long as it has not suspended.
    @exclusivity(unchecked) private var runner = 0
    /// The message that the handler which is about to begin decodes, where it has waited.
    @exclusivity(unchecked) private var held: MessageBytes?
    /// A message that is to be looked at again before any other.
    @exclusivity(unchecked) private var again: UnsafeRawBufferPointer?
    /// What the task inside runs, and since when.
    @exclusivity(unchecked) private var running: HandlerCall?
    @exclusivity(unchecked) private var start: UInt64 = 0

    /// Begins the turn of the thread that calls this.
    ///
    /// - Returns: false where it is somebody's already.
    private func begin() -> Bool {
        thread.compareExchange(expected: 0, desired: Self.currentThread, ordering: .acquiring).exchanged
    }

    private static var currentThread: UInt {
        #if canImport(Darwin)
            UInt(bitPattern: pthread_self())
        #else
            pthread_self()
        #endif
    }

    /// Takes messages, whose bytes are borrowed for the length of the call, and what waits behind them.
    static func dispatch(_ messages: consuming BorrowedMessages?, on connection: Connection, isDispatcher: Bool = false)
    {
        if connection.turn.begin() {
            connection.turn.dispatch(messages, on: connection, isDispatcher)
        } else {
            let turn = DispatchTurn()
            _ = turn.begin()
            turn.dispatch(messages, on: connection, isDispatcher)
        }
    }

    private func dispatch(_ messages: consuming BorrowedMessages?, on connection: Connection, _ isDispatcher: Bool) {
        self.connection = connection
        self.messages = messages
        (self.isDispatcher, drains) = (isDispatcher, isDispatcher)
        start = DispatchTime.now().uptimeNanoseconds
        while let call = next() { start(call) }
        self.messages = nil
        (held, self.connection) = (nil, nil)
        thread.store(0, ordering: .releasing)
    }

    /// Becomes the dispatcher where something can be dispatched and nobody else is, and lets what waits go first.
    func dispatchWaiting() {
        if !isDispatcher { isDispatcher = connection?.state.withLock { $0.inbound.resume() } ?? false }
        drains = isDispatcher
    }

    /// Has a message looked at again before any other; to be called by what the task inside runs.
    func takeAgain(_ message: UnsafeRawBufferPointer) {
        again = message
    }

    /// The next handler to run.
    private func next() -> HandlerCall? {
        guard let connection else { return nil }
        while true {
            if let message = again.take() {
                if let call = connection.take(message, isAgain: true, in: self) { return call }
            } else if !drains, let message = messages?.next() {
                if let call = connection.take(message, in: self) { return call }
            } else if isDispatcher {
                if let call = nextWaiting(on: connection) { return call }
            } else {
                return nil
            }
        }
    }

    /// The handler of what waits first; where nothing does or may go on, this is the dispatcher no longer.
    private func nextWaiting(on connection: Connection) -> HandlerCall? {
        guard let message = connection.state.withLock({ $0.inbound.next() }) else {
            (isDispatcher, drains) = (false, false)
            return nil
        }
        connection.noteWaiting()
        held = message.bytes
        let arguments = BorrowedArguments(message.bytes.borrowed, at: message.event.argumentsStart)
        return connection.prepare(message.event, arguments, in: self)
    }

    /// Whether a handler runs before the call returns that hands out its message, so that this is borrowed.
    static var startsAtOnce: Bool {
        if #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) { true } else { false }
    }

    private func start(_ call: HandlerCall) {
        guard #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) else { return startOnQueue(call) }
        let task = Task.immediate { [self, runner] in
            var call = call
            while true {
                running = call
                await HandlerScope.$current.withValue(call) { await call.run() }
                guard isInside(runner) else { return }
                leave()
                guard let next = next() else { return }
                call = next
            }
        }
        runner += 1
        // The task has left the turn: it has suspended, or there was nothing more to do.
        running?.attach(task)
        leave()
    }

    private func startOnQueue(_ call: HandlerCall) {
        call.start {
            call.arrival.connection.starter.startOnQueue {
                call.enter()
                await call.run()
            }
        }
    }

    /// Notes that a handler no longer holds the thread, and names one that has held it for long.
    private func leave() {
        guard let call = running.take() else { return }
        call.leave()
        let now = DispatchTime.now().uptimeNanoseconds
        let held = Duration.nanoseconds(now - start)
        start = now
        let connection = call.arrival.connection
        if held > connection.configuration.longestHold {
            connection.log(LogLine(held: held, call.arrival))
        }
    }

    /// Whether this is called by what the task inside runs, or by a task that began in it and has not suspended either.
    func isRunning(_ scope: HandlerScope) -> Bool {
        thread.load(ordering: .relaxed) == Self.currentThread && running === scope
    }

    /// Whether the task with this number has not suspended, so that ``dispatch(_:)`` is beneath it on the stack.
    private func isInside(_ runner: Int) -> Bool {
        // On another thread it has suspended. On this one, if it has, the number has changed before it could go on.
        thread.load(ordering: .relaxed) == Self.currentThread && runner == self.runner
    }
}

import Synchronization

/// What the handler context hook sees before a handler runs, and with which it runs it.
public final class HandlerContext: Sendable {
    /// The client whose event it is.
    public let client: Client
    private let handler: HandlerRun
    private let arrival: Arrival
    private let time: TimeSource
    private let outcome = Mutex<EncodedMessage??>(nil)

    init(client: Client, arrival: Arrival, handler: HandlerRun) {
        self.client = client
        self.arrival = arrival
        self.handler = handler
        time = client.connection.deadlines.time
    }

    /// The event's channel; the main one is the empty name.
    public var channel: ChannelName { arrival.channel }
    /// The event's name.
    public var event: EventName { arrival.event }

    /// Runs the handler; to be called once.
    ///
    /// - Parameter limit: how long the handler may take, after which it is cancelled.
    /// - Throws: what the handler throws; ``HandlerDeadlineExceeded`` where it took too long.
    public func run(within limit: Duration? = nil) async throws {
        guard let limit else {
            let answer = try await handler.body(arrival)
            return outcome.withLock { $0 = .some(answer) }
        }
        let due = time.due(after: limit)
        // Whoever calls `server.close()` in the task below is the handler, and afterwards it is the hook again.
        defer { HandlerScope.current?.enter() }
        let answer = try await withThrowingTaskGroup(of: EncodedMessage?.self) { [handler, arrival, time] group in
            group.addTask {
                HandlerScope.current?.enter()
                return try await handler.body(arrival)
            }
            group.addTask {
                try await time.sleep(due)
                HandlerScope.current?.note(.deadlineExceeded)
                throw HandlerDeadlineExceeded()
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        outcome.withLock { $0 = .some(answer) }
    }

    /// The answer of the handler.
    ///
    /// - Throws: ``HandlerNotRun`` where the hook has not run it.
    func answer() throws -> EncodedMessage? {
        guard let answer = outcome.withLock(\.self) else { throw HandlerNotRun() }
        return answer
    }
}

/// A handler took longer than its context allowed. The peer is told so.
public struct HandlerDeadlineExceeded: PresentableError, Sendable, Hashable {
    /// What the peer is told.
    public var message: String { "the handler took too long" }
}

/// A handler context hook returned without running the handler.
public struct HandlerNotRun: Error, Sendable, Hashable {}

extension InboundCall {
    /// Goes the rest of the way with a time limit, after which the handler is cancelled with
    /// ``CancellationReason/deadlineExceeded``.
    ///
    /// - Parameters:
    ///   - limit: how long it may take, by the clock of the ``ConnectionConfiguration``.
    ///   - next: the rest of the way.
    /// - Throws: what `next` throws; ``HandlerDeadlineExceeded`` where it took too long.
    public func run(within limit: Duration, _ next: @escaping Next) async throws -> InboundReply {
        let time = passage.time
        let due = time.due(after: limit)
        // Whoever calls `server.close()` in the task below is the handler, and afterwards it is the middleware again.
        defer { HandlerScope.current?.enter() }
        return try await withThrowingTaskGroup(of: InboundReply.self) { group in
            group.addTask {
                HandlerScope.current?.enter()
                return try await next(self)
            }
            group.addTask {
                try await time.sleep(due)
                HandlerScope.current?.note(.deadlineExceeded)
                throw HandlerDeadlineExceeded()
            }
            defer { group.cancelAll() }
            return try await group.next() ?? .empty
        }
    }
}

/// A handler took longer than ``InboundCall/run(within:_:)`` allowed. The peer is told so.
public struct HandlerDeadlineExceeded: PresentableError, Sendable, Hashable {
    /// What the peer is told.
    public var message: String { "the handler took too long" }
}

/// Registers handlers that compute for long; obtained with ``HandlerRegistry/concurrent``.
public struct ConcurrentHandlers<Sender: RemoteChannel>: HandlerRegistry {
    /// Where the handlers are kept.
    public let handlers: HandlerStore<Sender.Peer>
}

extension HandlerRegistry {
    /// The same channel, for handlers that compute for long.
    ///
    /// A handler runs on the thread on which messages arrive until it suspends, and while it does, nothing else that this thread
    /// serves gets on: that is the fastest for one that is soon done. One that is registered here runs on the threads
    /// that all tasks share instead, for the price of going there. Handlers registered so begin in any order.
    public var concurrent: ConcurrentHandlers<Sender> {
        var handlers = handlers
        handlers.isConcurrent = true
        return ConcurrentHandlers(handlers: handlers)
    }
}

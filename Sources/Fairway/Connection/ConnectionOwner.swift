/// What a connection asks of the end it belongs to: a server's client, or a client program.
protocol ConnectionOwner: AnyObject, Sendable {
    /// Whether ``observe(_:)`` is to be called.
    var observesMessages: Bool { get }

    /// Takes an inbound message before it is dispatched.
    func observe(_ message: Message)

    /// Takes the handler of an event, which is ``HandlerTable/take(_:on:arguments:)`` for the tables that it looks at.
    ///
    /// - Returns: `nil` where there is none.
    func takeHandler(of event: EventName, on channel: ChannelName, arguments: BorrowedArguments) -> BoundHandler?

    /// The handler of an event where nothing else is to be done with it: `nil` also where messages are observed, there is
    /// middleware, or the handler is one that is to be taken.
    func plainHandler(of event: EventName, on channel: ChannelName) -> BoundHandler?

    /// The handler that would run for an event now; `nil` where there is none.
    func handler(of event: EventName, on channel: ChannelName) -> BoundHandler?

    /// What an event passes through before its handler, in order.
    func middleware(on channel: ChannelName) -> [MiddlewareStep]

    /// Begins to take handlers for a conversation, until it ends.
    func openHandlers(for conversation: AnonymousChannel)

    /// Whose events it handles; `nil` in a client program.
    var handledClient: Client? { get }

    /// Where lines about the connection go.
    var log: ConnectionLog { get }

    /// Takes what went wrong, which is in the log already.
    func tell(_ error: any Error)

    /// Takes the end of the connection; called once, after which the connection lets go of its owner.
    func connectionEnded(_ connection: Connection, _ end: ConnectionEnd)

    /// Runs the hooks of the end; called once, after ``connectionEnded(_:_:)`` and when the hook of the beginning is over.
    func runClosingHooks(_ end: ConnectionEnd) async

    /// Takes that all is over which ran on the connection, hooks and handlers; called once. Those that wait for it
    /// themselves do not count.
    func connectionGone()
}

extension ConnectionOwner {
    /// Writes a line about what went wrong, and tells the program.
    func report(_ error: any Error, as line: LogLine) {
        log.write(line)
        tell(error)
    }
}

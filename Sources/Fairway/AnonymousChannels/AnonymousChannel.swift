import Synchronization

/// One anonymous channel that a conversation runs on, from when it is asked for to its end.
///
/// It stands in the name of the channel, so that whoever has the channel's end finds its connection, and handlers of
/// one connection are not those of the next, where numbers begin anew.
final class AnonymousChannel: Sendable {
    /// The number on the wire: that of the request which opened it.
    let number: Int
    // Weak, because the connection holds its channels.
    private weak let weakConnection: Connection?
    private let state = Mutex(State())
    private let latch = Latch()

    private struct State: Sendable {
        var end: ConversationEnd?
        var forget: (@Sendable (AnonymousChannel) -> Void)?
    }

    init(_ number: Int, on connection: Connection?) {
        self.number = number
        weakConnection = connection
    }

    /// The connection that it is open on, or will be; `nil` where it has ended.
    var connection: Connection? { end == nil ? weakConnection : nil }

    /// How it has ended; `nil` while it has not.
    var end: ConversationEnd? { state.withLock(\.end) }

    /// Notes the end; only the first counts.
    func finish(_ end: ConversationEnd) {
        let forget = state.withLock { state in
            if state.end == nil { state.end = end }
            defer { state.forget = nil }
            return state.forget
        }
        forget?(self)
        latch.open()
    }

    /// Says how its handlers are removed, which is done once: when it ends, or at once where it has ended.
    ///
    /// It may end before its handlers are taken, and after its connection has let go of whoever has taken them.
    func forgetHandlers(with forget: @escaping @Sendable (AnonymousChannel) -> Void) {
        let hasEnded = state.withLock { state in
            if state.end == nil { state.forget = forget }
            return state.end != nil
        }
        if hasEnded { forget(self) }
    }

    /// Ends it in good order from this side; does nothing where it has ended.
    func close() {
        connection?.end(self, .closed, telling: OutboundFrame.close(channel: number))
    }

    /// Waits for the end.
    ///
    /// - Throws: `CancellationError` where the task is cancelled before.
    func waitForEnd() async throws(CancellationError) -> ConversationEnd {
        await latch.wait()
        guard let end else { throw CancellationError() }
        return end
    }
}

extension AnonymousChannel: Hashable {
    static func == (left: AnonymousChannel, right: AnonymousChannel) -> Bool { left === right }

    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// What an anonymous channel is for.
enum ChannelRole: Sendable {
    case conversation(AnonymousChannel)
    /// This side reads a stream.
    case reading(any StreamReceiver)
    /// This side sends the values of a stream.
    case producing(StreamProducer)
}

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
    private let state = Mutex<ConversationEnd?>(nil)
    private let latch = Latch()

    init(_ number: Int, on connection: Connection?) {
        self.number = number
        weakConnection = connection
    }

    /// The connection that it is open on, or will be; `nil` where it has ended.
    var connection: Connection? { end == nil ? weakConnection : nil }

    /// How it has ended; `nil` while it has not.
    var end: ConversationEnd? { state.withLock(\.self) }

    /// Notes the end; only the first counts.
    func finish(_ end: ConversationEnd) {
        state.withLock { state in
            if state == nil { state = end }
        }
        latch.open()
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

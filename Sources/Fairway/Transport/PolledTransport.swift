/// A link that is read by asking, as most client libraries offer it; ``PushingTransport`` makes a ``Transport`` of it.
public protocol PolledTransport: Sendable {
    /// Waits for the next message.
    ///
    /// - Returns: the message, or `nil` after the end, from when on ``end`` tells how it came about.
    /// - Throws: whatever broke the link.
    func receive() async throws -> [UInt8]?

    /// How the link ended, once ``receive()`` has returned `nil`.
    var end: TransportEnd { get async }

    /// As ``Transport/send(_:)``.
    func send(_ message: EncodedMessage) throws(TransportError)

    /// As ``Transport/isBehind``.
    var isBehind: Bool { get }

    /// As ``Transport/roundTrip(_:)``: a ping and its pong, as `sendPing` of a `URLSessionWebSocketTask` makes it, which
    /// calls back at the end of the link too.
    func roundTrip(_ done: @escaping @Sendable () -> Void)

    /// As ``Transport/close(status:reason:)``.
    func close(status: StatusCode, reason: String)

    /// As ``Transport/abort()``; makes a waiting ``receive()`` return or throw.
    func abort()
}

/// A transport that asks another one for its messages and pushes them on.
public final class PushingTransport<Source: PolledTransport>: Transport {
    private let source: Source

    /// Wraps an open link.
    public init(_ source: Source) {
        self.source = source
    }

    /// Starts the one task that reads the source until its end.
    public func start(delivering receiver: any TransportReceiver) {
        // Detached, because it lives as long as the link and not for whoever starts it. It shares the source and the
        // receiver, which are safe to share.
        Task.detached { [source] in
            do {
                while let message = try await source.receive() {
                    receiver.receive(message.span.bytes)
                }
                receiver.end(await source.end)
            } catch {
                receiver.end(TransportEnd(status: .abnormalClosure, reason: "\(error)"))
            }
        }
    }

    /// Hands the message to the source.
    public func send(_ message: EncodedMessage) throws(TransportError) {
        try source.send(message)
    }

    /// Whether the source is behind.
    public var isBehind: Bool { source.isBehind }

    /// Asks the source for a round trip.
    public func roundTrip(_ done: @escaping @Sendable () -> Void) {
        source.roundTrip(done)
    }

    /// Closes the source.
    public func close(status: StatusCode, reason: String) {
        source.close(status: status, reason: reason)
    }

    /// Aborts the source.
    public func abort() {
        source.abort()
    }
}

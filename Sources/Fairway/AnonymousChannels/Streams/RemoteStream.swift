/// The values with which the other side answers a request, one after the other (wire protocol, items 18 and 21).
///
/// The other side begins with the first value that is asked for. Values that are not read wait at the other side, which is
/// granted credit as they are; where it knows nothing of credit, as the JavaScript library, they wait here, and too many
/// end the stream with ``StreamOverflow``.
///
/// The stream ends with the loop: leaving it, cancelling its task or letting the stream go tells the other side, which
/// stops at its next value. It throws what the other side ends it with, the schema's error where that declares one, and
/// ``RequestError/connectionClosed`` where the connection ends.
public struct RemoteStream<Element: Sendable>: AsyncSequence, Sendable {
    /// Whatever the other side or the connection ends it with.
    public typealias Failure = any Error

    private let lease: Lease

    init(_ reader: StreamReader<Element>) {
        lease = Lease(reader)
    }

    /// Takes the values. One loop reads a stream: a second one throws ``RequestError/channelClosed``, except that after
    /// the end it finds nothing.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(stream: lease, loop: Lease(lease.reader))
    }

    /// Ends the stream for the other side when nobody holds it any more.
    fileprivate final class Lease: Sendable {
        let reader: StreamReader<Element>

        init(_ reader: StreamReader<Element>) {
            self.reader = reader
        }

        deinit { reader.leave() }
    }

    /// Waits for one value after the other. Its copies are one loop.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let stream: Lease
        fileprivate let loop: Lease

        /// The next value, or `nil` at the end.
        public mutating func next() async throws -> Element? {
            try await loop.reader.next()
        }

        /// The next value, or `nil` at the end.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> Element? {
            try await loop.reader.next()
        }
    }
}

/// The values with which the other side answers a request, one after the other (wire protocol, item 18).
///
/// It throws what the other side ends it with.
public struct RemoteStream<Element: Sendable>: AsyncSequence, Sendable {
    /// Whatever the other side or the connection ends it with.
    public typealias Failure = any Error

    private let nextValue: @Sendable () async throws -> Element?

    /// - Parameter nextValue: waits for the next value; `nil` is the end.
    init(_ nextValue: @escaping @Sendable () async throws -> Element?) {
        self.nextValue = nextValue
    }

    /// Takes the values from where the stream has come; they are not repeated for a second loop.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(nextValue: nextValue)
    }

    /// Waits for one value after the other.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let nextValue: @Sendable () async throws -> Element?

        /// The next value, or `nil` at the end.
        public mutating func next() async throws -> Element? {
            try await nextValue()
        }

        /// The next value, or `nil` at the end.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> Element? {
            try await nextValue()
        }
    }
}

/// 1, 2, … up to a last number, each made when it is asked for.
struct Numbers: AsyncSequence, Sendable {
    private let last: Int
    private let failure: (any Error)?
    // A stream counts among what runs until its last number is taken or nobody holds it any more.
    private let stay = RunningHandlers.Stay.current

    /// - Parameter failure: what to throw after the last number.
    init(upTo last: Int, then failure: (any Error)? = nil) {
        self.last = last
        self.failure = failure
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(numbers: self) }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let numbers: Numbers
        private var previous = 0

        fileprivate init(numbers: Numbers) {
            self.numbers = numbers
        }

        mutating func next() async throws -> Int? {
            try Task.checkCancellation()
            guard previous < numbers.last else {
                // Before the client is told of the end, so that it no longer finds the stream running.
                numbers.stay?.end()
                if let failure = numbers.failure { throw failure }
                return nil
            }
            previous += 1
            return previous
        }
    }
}

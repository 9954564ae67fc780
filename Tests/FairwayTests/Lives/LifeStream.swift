import Fairway

/// How a stream of a life goes, in a form that is sent as an argument.
enum LifeStream: Int, CaseIterable, Sendable {
    /// Ends after its last value.
    case plain
    /// Ends with words that carry the tag.
    case failing
    /// Waits at gates between its values.
    case gated
    /// Never ends: only its reader or the connection ends it.
    case endless
}

/// 1, 2, … up to a length, and then what the manner says.
struct LifeValues: AsyncSequence, Sendable {
    let ledger: LifeLedger
    let tag: Int
    let length: Int
    let manner: LifeStream
    let token: LifeToken

    /// Notes how long the values are being made.
    final class Run: Sendable {
        let values: LifeValues

        init(_ values: LifeValues) {
            self.values = values
            values.ledger.begin(values.tag, "values")
        }

        deinit { values.ledger.end(values.tag) }
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let run: Run
        var last = 0

        mutating func next() async throws -> Int? {
            let values = run.values
            guard last < values.length else {
                if values.manner == .failing { throw Rejection("no \(values.tag)") }
                if values.manner == .endless { await waitUntilCancelled() }
                return nil
            }
            if values.manner == .gated, last.isMultiple(of: 4) {
                await values.ledger.gates.wait(values.ledger.newTag())
            }
            last += 1
            return last
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(run: Run(self)) }
}

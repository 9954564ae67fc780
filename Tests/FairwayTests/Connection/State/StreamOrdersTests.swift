import Testing

@testable import Fairway

@Suite("Every order of what can happen to a stream", .serialized)
struct StreamOrdersTests {
    private struct Aborted: Error {}
    private struct Disconnected: Error {}
    private struct Left: Error {}

    /// What can happen to a stream that is read: two tasks ask, and only the first of them may be cancelled.
    private enum Reading: Hashable, CaseIterable {
        case start, deliver, secondDeliver, next, secondNext, cancel, leave, finish, abort, end
    }

    /// What a task that asks is told.
    private enum Told: Equatable {
        case value(Int)
        case finished
        case failed(String)
        case cancelled
    }

    /// What a shell knows of one stream.
    private struct Reader {
        var reading = StreamReading<Int, Int>(bounds: StreamBounds(values: 1, bytes: 10))
        /// What each task was told, by its number; those that wait have nothing yet.
        var told: [Int: [Told]] = [:]
        var values: [Int] = []
        var delivered = 0
        var hasLeft = false
        var granted = 0
        var lastTask = 0
        var problem: String?

        var waiting: [Int] { (1...max(1, lastTask)).filter { told[$0]?.isEmpty ?? false } }
        /// The errors that tasks were told, but for those that a reader which has left leaves to the others.
        var errors: [Told] {
            told.values.joined().filter { if case .failed(let error) = $0 { error != "\(Left())" } else { false } }
        }

        mutating func tell(_ task: Int, _ what: Told) {
            told[task, default: []].append(what)
            if case .value(let value) = what { values.append(value) }
        }

        mutating func ask() {
            lastTask += 1
            told[lastTask] = []
            switch reading.next() {
            case .value(let value): tell(lastTask, .value(value))
            case .finished: tell(lastTask, .finished)
            case .failed(let error): tell(lastTask, .failed("\(error)"))
            case .wait: reading.wait(lastTask, lastTask)
            }
            granted += reading.nextCredit() ?? 0
        }

        mutating func deliver() {
            let waiting = waiting
            switch reading.deliver(delivered + 1, byteCount: 1) {
            case .resume(let waiter, let value):
                if waiter != waiting.first { problem = "\(waiter) overtook \(waiting)" }
                tell(waiter, .value(value))
            case .kept: if !waiting.isEmpty { problem = "kept although somebody waits" }
            // The reader may have left with a value that nobody will get.
            case .overflow: return fail(StreamOverflow())
            case .over: return
            }
            delivered += 1
            granted += reading.nextCredit() ?? 0
        }

        mutating func fail(_ error: any Error) {
            let waiters = reading.fail(error)
            for (index, waiter) in waiters.enumerated() { tell(waiter, index == 0 ? .failed("\(error)") : .finished) }
        }

        mutating func leave() {
            hasLeft = true
            for waiter in reading.leave(Left()).waiters { tell(waiter, .failed("\(Left())")) }
        }

        mutating func cancel() {
            guard let waiter = reading.stopWaiting(1) else { return }
            leave()
            tell(waiter, .cancelled)
        }
    }

    @Test("One that is read tells each task once, each value once and in order, and an error at most once")
    func reading() async {
        let orders = Orders(
            steps: Reading.allCases,
            needs: [
                .next: .start, .secondNext: .next, .cancel: .next, .secondDeliver: .deliver, .abort: .start,
                .finish: .start,
            ]
        )
        #expect(await orders.holds(Self.read) > 50_000)
    }

    private static func read(_ order: [Reading]) -> String? {
        var reader = Reader()
        for step in order {
            switch step {
            case .start: reader.granted += reader.reading.start() ?? 0
            case .deliver, .secondDeliver: reader.deliver()
            case .next, .secondNext: reader.ask()
            case .cancel: reader.cancel()
            case .leave: reader.leave()
            case .finish: for waiter in reader.reading.finish() { reader.tell(waiter, .finished) }
            case .abort: reader.fail(Aborted())
            case .end: reader.fail(Disconnected())
            }
            if reader.granted > reader.values.count + 1 { return "more credit than a window" }
        }
        reader.fail(Disconnected())
        if !reader.waiting.isEmpty { return "\(reader.waiting) wait for ever" }
        // Whoever asks after the end gets what waits, then what has ended it, then the end.
        for _ in 0..<3 { reader.ask() }
        if reader.told[reader.lastTask] != [.finished] { return "no end: \(reader.told)" }
        if reader.told.values.contains(where: { $0.count != 1 }) { return "not told once: \(reader.told)" }
        let expected = Array(1...max(1, reader.delivered)).prefix(reader.delivered)
        let isComplete = reader.hasLeft ? expected.starts(with: reader.values) : Array(expected) == reader.values
        if !isComplete { return "\(reader.values) of \(reader.delivered)" }
        if reader.errors.count > 1 { return "told \(reader.errors)" }
        let ending = order.first { [.finish, .abort, .end].contains($0) }
        if !reader.hasLeft, !order.contains(.secondDeliver) {
            let error: [Told] =
                switch ending {
                case .finish: []
                case .abort: [.failed("\(Aborted())")]
                default: [.failed("\(Disconnected())")]
                }
            if reader.errors != error { return "told \(reader.errors)" }
        }
        if reader.reading.waitingValues > 0 || !reader.reading.hasEnded { return "something is left" }
        return reader.problem
    }

    /// What can happen to a stream that is sent, by a body that sends three values.
    private enum Producing: Hashable, CaseIterable {
        case open, start, credit, secondCredit, noCredit, send, secondSend, thirdSend, abort
    }

    @Test(
        "One that is sent never sends more than the sum of credit, and never waits for what is there or will not come"
    )
    func producing() async {
        let orders = Orders(
            steps: Producing.allCases,
            needs: [.send: .start, .secondSend: .send, .thirdSend: .secondSend, .secondCredit: .credit]
        )
        #expect(await orders.holds(Self.produce) > 500)
    }

    private static func produce(_ order: [Producing]) -> String? {
        var production = StreamProduction<Int>()
        var (granted, sent, roundTrips, woken) = (0, 0, 0, 0)
        var knowsCredit = false
        var isWaiting = false
        var (isOpen, hasStarted, hasEnded) = (false, false, false)
        func wake(_ waiter: Int?) {
            if waiter != nil { (isWaiting, woken) = (false, woken + 1) }
        }
        func send() -> String? {
            if isWaiting || hasEnded { return nil }
            switch production.permission() {
            case .send: sent += 1
            case .waitForRoundTrip: (sent, roundTrips) = (sent + 1, roundTrips + 1)
            case .waitForCredit:
                isWaiting = production.wait(1)
                if granted > sent { return "waits although credit is there" }
                if !isWaiting { return "spins" }
            }
            return nil
        }
        for step in order {
            switch step {
            case .open:
                if production.open() != (hasStarted && !hasEnded) { return "opens before the start or after the end" }
                isOpen = true
            case .start:
                if production.start() != (isOpen && !hasEnded) { return "starts before it is open or after the end" }
                hasStarted = !hasEnded
            case .credit, .secondCredit:
                if !hasStarted || knowsCredit { (knowsCredit, granted) = (true, granted + 1) }
                wake(production.grant(1))
            case .noCredit: wake(production.grant(0))
            case .send, .secondSend, .thirdSend: if isOpen, hasStarted, let problem = send() { return problem }
            case .abort:
                hasEnded = true
                wake(production.end())
            }
            if knowsCredit, sent > granted { return "\(sent) sent with credit for \(granted)" }
            if !knowsCredit, roundTrips != max(0, sent - 1) { return "\(roundTrips) round trips for \(sent) values" }
            if isWaiting, granted > sent || hasEnded { return "nobody is woken" }
        }
        wake(production.end())
        return isWaiting ? "waits for ever" : nil
    }
}

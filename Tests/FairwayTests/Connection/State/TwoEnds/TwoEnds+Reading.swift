@testable import Fairway

/// Streams that are read.
extension TwoEnds {
    /// Lets the loop of a stream ask for a value.
    mutating func read(_ side: Int) {
        let numbers = ends[side].readers.filter { $0.value.outcome == nil && !$0.value.isWaiting }.keys.sorted()
        guard let number = numbers.randomElement(using: &random), var reader = ends[side].readers[number] else {
            return
        }
        if let credit = reader.reading.start() {
            if reader.plan.knowsCredit { put(.credit(number, credit), from: side) }
            reader.granted += credit
            put(.start(number), from: side)
        }
        switch reader.reading.next() {
        case .value(let value): reader.values.append(value)
        case .finished: reader.outcome = .finished
        case .failed(let error): reader.outcome = (error as? Broken)?.outcome
        case .wait:
            reader.reading.wait(number, number)
            reader.isWaiting = true
        }
        ends[side].readers[number] = reader
        grant(side, number)
        judge(side, number)
    }

    /// Why a stream has ended.
    struct Broken: Error {
        let outcome: Reader.Outcome
    }

    mutating func deliverToReader(_ side: Int, _ number: Int, _ frame: Frame) {
        guard ends[side].state.channels.role(of: number) != nil else {
            return put(.abort(number, .unknown), from: side)
        }
        guard var reader = ends[side].readers[number] else { return expect(false, "values are sent on streams") }
        guard case .next(_, let value) = frame else {
            let waiters = reader.reading.finish()
            if !waiters.isEmpty { (reader.isWaiting, reader.outcome) = (false, .finished) }
            ends[side].readers[number] = reader
            if ends[side].state.channels.close(number) != nil { ends[side].ended[number, default: 0] += 1 }
            return judge(side, number)
        }
        let delivery = reader.reading.deliver(value, byteCount: 1)
        if case .resume(let waiter, let value) = delivery {
            expect(waiter == number && reader.isWaiting, "a value goes to who waits")
            reader.isWaiting = false
            reader.values.append(value)
        }
        ends[side].readers[number] = reader
        grant(side, number)
        judge(side, number)
        guard case .overflow = delivery else { return }
        expect(!reader.plan.knowsCredit, "who keeps to its credit never sends too much")
        failReader(side, number, .flooded)
        abandon(side, number)
    }

    private mutating func grant(_ side: Int, _ number: Int) {
        guard let credit = ends[side].readers[number]?.reading.nextCredit() else { return }
        ends[side].readers[number]?.granted += credit
        if ends[side].readers[number]?.plan.knowsCredit == true { put(.credit(number, credit), from: side) }
    }

    mutating func failReader(_ side: Int, _ number: Int, _ outcome: Reader.Outcome) {
        let waiters = ends[side].readers[number]?.reading.fail(Broken(outcome: outcome)) ?? []
        guard !waiters.isEmpty else { return }
        ends[side].readers[number]?.isWaiting = false
        ends[side].readers[number]?.outcome = outcome
        judge(side, number)
    }

    /// Leaves a loop, or cancels its task.
    mutating func leaveStream(_ side: Int) {
        let numbers = ends[side].readers.filter { $0.value.outcome == nil }.keys.sorted()
        guard let number = numbers.randomElement(using: &random) else { return }
        let waiter = ends[side].readers[number]?.reading.stopWaiting(number)
        expect((waiter != nil) == ends[side].readers[number]?.isWaiting, "who waits is found")
        let others = ends[side].readers[number]?.reading.leave(Broken(outcome: .left)).waiters ?? []
        expect(others.isEmpty, "one loop waits")
        ends[side].readers[number]?.isWaiting = false
        ends[side].readers[number]?.outcome = .left
        abandon(side, number)
    }

    /// Tells the other side that the stream is not read any more; does nothing where it has ended.
    private mutating func abandon(_ side: Int, _ number: Int) {
        guard ends[side].state.channels.close(number) != nil else { return }
        ends[side].ended[number, default: 0] += 1
        put(.abort(number, .left), from: side)
    }

    /// Holds what a loop has got against what was sent.
    private mutating func judge(_ side: Int, _ number: Int) {
        guard let reader = ends[side].readers[number] else { return }
        let whole = Array(0..<reader.plan.length).map { $0 + 1 }
        expect(whole.starts(with: reader.values), "no value is lost, doubled or out of order")
        let outstanding = reader.granted - reader.values.count
        expect(outstanding <= Reader.bounds.credit, "never more credit than the window")
        switch reader.outcome {
        case .finished, .failed:
            wholeStreams += 1
            expect(reader.values == whole, "every value comes before the end")
            expect((reader.outcome == .failed) == reader.plan.fails, "a stream ends as it is ended")
        case .flooded: expect(!reader.plan.knowsCredit, "nobody who grants credit is flooded")
        case .left, .disconnected, nil: break
        }
    }
}

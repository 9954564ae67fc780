import Testing

@testable import Fairway

@Suite("A stream that this side reads, as a value")
struct StreamReadingTests {
    private typealias Reading = StreamReading<Int, String>

    private struct Broken: Error, Equatable {}

    private var reading = Reading(bounds: StreamBounds(values: 3, bytes: 100))

    /// What a reader is told, in words that can be compared.
    private static func words(_ next: Reading.Next) -> String {
        switch next {
        case .value(let value): "\(value)"
        case .finished: "finished"
        case .failed(let error): "\(error)"
        case .wait: "wait"
        }
    }

    private mutating func next() -> String { Self.words(reading.next()) }

    private mutating func deliver(_ value: Int, byteCount: Int = 1) -> String {
        switch reading.deliver(value, byteCount: byteCount) {
        case .resume(let waiter, let value): "\(waiter) gets \(value)"
        case .kept: "kept"
        case .overflow: "overflow"
        case .over: "over"
        }
    }

    @Test("Tells the other side to start once, and not after the end")
    mutating func starting() {
        let credits = [reading.start(), reading.start()]
        #expect(credits == [3, nil])
        reading = Reading(bounds: StreamBounds(values: 3, bytes: 100))
        _ = reading.finish()
        let credit = reading.start()
        #expect(credit == nil)
    }

    @Test("Values come in order, to whoever waits longest first")
    mutating func order() {
        let asked = [next(), next()]
        #expect(asked == ["wait", "wait"])
        reading.wait(1, "a")
        reading.wait(2, "b")
        let deliveries = (1...4).map { deliver($0) }
        #expect(deliveries == ["a gets 1", "b gets 2", "kept", "kept"])
        let read = [next(), next(), next()]
        #expect(read == ["3", "4", "wait"])
    }

    @Test("A reader that no longer waits gets nothing, and is found once")
    mutating func stopping() {
        reading.wait(1, "a")
        reading.wait(2, "b")
        let stopped = [reading.stopWaiting(1), reading.stopWaiting(1)]
        #expect(stopped == ["a", nil])
        let delivery = deliver(1)
        #expect(delivery == "b gets 1")
        let late = reading.stopWaiting(2)
        #expect(late == nil)
    }

    @Test("Values that come before the end are still delivered, then the end for ever")
    mutating func finishing() {
        _ = deliver(1)
        _ = reading.finish()
        let late = deliver(2)
        #expect(late == "over")
        let read = [next(), next(), next()]
        #expect(read == ["1", "finished", "finished"])
        let waiters = reading.fail(Broken())
        #expect(waiters.isEmpty)
    }

    @Test("Values that come before an error are still delivered, then the error once")
    mutating func failing() {
        _ = deliver(1)
        _ = reading.fail(Broken())
        let read = [next(), next(), next()]
        #expect(read == ["1", "Broken()", "finished"])
    }

    @Test("Whoever waits is told the end, and the error reaches one of them alone")
    mutating func endingWaiters() {
        reading.wait(1, "a")
        reading.wait(2, "b")
        let waiters = reading.fail(Broken())
        #expect(waiters == ["a", "b"])
        let read = next()
        #expect(read == "finished")
        let more = [reading.finish(), reading.fail(Broken())]
        #expect(more == [[], []])
    }

    @Test("Leaving drops what waits, lets go who waits, and tells one that comes later")
    mutating func leaving() {
        _ = deliver(1)
        let nobody = reading.leave(Broken()).waiters
        #expect(nobody.isEmpty)
        #expect(reading.waitingValues == 0)
        let read = [next(), next()]
        #expect(read == ["Broken()", "finished"])
        reading = Reading(bounds: StreamBounds(values: 3, bytes: 100))
        reading.wait(1, "a")
        reading.wait(2, "b")
        let waiters = reading.leave(Broken()).waiters
        #expect(waiters == ["a", "b"])
        let credit = reading.nextCredit()
        #expect(credit == nil)
        let again = reading.leave(Broken()).waiters
        #expect(again.isEmpty)
    }

    @Test("Leaving after the end drops what waits, and changes nothing where nothing does")
    mutating func leavingLate() {
        _ = reading.finish()
        _ = reading.leave(Broken())
        let read = next()
        #expect(read == "finished")
        reading = Reading(bounds: StreamBounds(values: 3, bytes: 100))
        _ = deliver(1)
        _ = reading.finish()
        _ = reading.leave(Broken())
        let dropped = next()
        #expect(dropped == "Broken()")
    }

    @Test("One value more than may wait is an overflow, and those that wait are still to be had")
    mutating func overflow() {
        let deliveries = (1...4).map { deliver($0) }
        #expect(deliveries == ["kept", "kept", "kept", "overflow"])
        _ = reading.fail(Broken())
        let read = (1...5).map { _ in next() }
        #expect(read == ["1", "2", "3", "Broken()", "finished"])
    }

    @Test("One byte more than may wait is an overflow, and a single value may have any size")
    mutating func byteOverflow() {
        let first = [deliver(1, byteCount: 60), deliver(2, byteCount: 40), deliver(3, byteCount: 1)]
        #expect(first == ["kept", "kept", "overflow"])
        _ = next()
        let second = [deliver(4, byteCount: 60), deliver(5, byteCount: 1)]
        #expect(second == ["kept", "overflow"])
        _ = (next(), next())
        let large = deliver(6, byteCount: 1000)
        #expect(large == "kept")
    }

    @Test(
        "Never more is granted than what has been consumed and one window",
        arguments: [(1024, 1 << 26), (64, 1 << 26), (8, 1 << 26), (3, 1 << 26), (1, 1 << 26), (1024, 500)]
    )
    func credit(values: Int, bytes: Int) {
        let bounds = StreamBounds(values: values, bytes: bytes)
        var reading = Reading(bounds: bounds)
        var random = SeededRandom(seed: UInt64(values))
        let window = min(bounds.credit, values)
        var granted = reading.start() ?? 0
        #expect(granted == min(bounds.firstCredit, values))
        var (sent, consumed) = (0, 0)
        for _ in 0..<20_000 {
            if sent < granted, Bool.random(using: &random) {
                let isKept = if case .kept = reading.deliver(sent, byteCount: 1) { true } else { false }
                #expect(isKept)
                sent += 1
            } else if case .value(let value) = reading.next() {
                #expect(value == consumed)
                consumed += 1
                if let credit = reading.nextCredit() {
                    #expect(credit > 0 && credit >= window / 2)
                    granted += credit
                }
                // What is not worth a message yet is less than half of a window, so that the other side never stands still.
                #expect(granted <= consumed + window && granted > consumed + (window - 1) / 2)
            }
        }
        #expect(consumed > 1000)
    }

    @Test("The window shrinks with the largest value")
    mutating func largeValues() {
        reading = Reading(bounds: StreamBounds(values: 1024, bytes: 1 << 26))
        _ = reading.start()
        _ = deliver(1, byteCount: 1 << 18)
        _ = next()
        // Four of them fill the window, and seven more are granted already.
        let none = reading.nextCredit()
        #expect(none == nil)
        for value in 2...6 {
            _ = deliver(value, byteCount: 1)
            _ = next()
        }
        let credit = reading.nextCredit()
        #expect(credit == 2)
    }

    @Test("A value larger than the window is granted alone")
    mutating func hugeValues() {
        reading = Reading(bounds: StreamBounds(values: 1024, bytes: 1 << 26))
        _ = reading.start()
        var credits: [Int?] = []
        for value in 1...9 {
            _ = deliver(value, byteCount: 1 << 21)
            _ = next()
            credits.append(reading.nextCredit())
        }
        #expect(credits == Array(repeating: nil, count: 7) + [1, 1])
    }
}

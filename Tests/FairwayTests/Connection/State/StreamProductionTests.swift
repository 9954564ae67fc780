import Testing

@testable import Fairway

@Suite("A stream that this side sends, as a value")
struct StreamProductionTests {
    private var production = StreamProduction<String>()

    @Test("Begins once, when the answer that opens it is out and the other side has started it, in either order")
    mutating func beginning() {
        let openedFirst = [production.open(), production.start(), production.start(), production.open()]
        #expect(openedFirst == [false, true, false, false])
        production = StreamProduction()
        let startedFirst = [production.start(), production.start(), production.open(), production.open()]
        #expect(startedFirst == [false, false, true, false])
    }

    @Test("Does not begin when it has ended")
    mutating func endingFirst() {
        _ = production.open()
        _ = production.end()
        let isStarted = production.start()
        #expect(!isStarted)
        production = StreamProduction()
        _ = production.start()
        _ = production.end()
        let isOpen = production.open()
        #expect(!isOpen)
    }

    @Test("Without credit each value but the first takes a round trip")
    mutating func withoutCredit() {
        _ = production.start()
        let permissions = (0..<4).map { _ in production.permission() }
        #expect(permissions == [.send, .waitForRoundTrip, .waitForRoundTrip, .waitForRoundTrip])
        // The other side has shown that it knows nothing of credit, and is held to that.
        let waiter = production.grant(5)
        #expect(waiter == nil)
        let permission = production.permission()
        #expect(permission == .waitForRoundTrip)
        let waits = production.wait("w")
        #expect(!waits)
    }

    @Test("With credit no more is sent than the sum of what was granted before the start and since")
    mutating func credit() {
        for values in [2, -3, 0, .min, 1] { _ = production.grant(values) }
        _ = production.start()
        let first = (0..<4).map { _ in production.permission() }
        #expect(first == [.send, .send, .send, .waitForCredit])
        _ = production.grant(1)
        let second = (0..<2).map { _ in production.permission() }
        #expect(second == [.send, .waitForCredit])
    }

    @Test("Credit beyond what can be counted counts as much as can be")
    mutating func overflow() {
        for _ in 0..<3 { _ = production.grant(.max) }
        _ = production.start()
        let permission = production.permission()
        #expect(permission == .send)
    }

    @Test("Credit wakes who waits for it, once")
    mutating func waking() {
        _ = production.grant(1)
        _ = production.start()
        _ = production.permission()
        let waits = production.wait("w")
        #expect(waits)
        let woken = [production.grant(-1), production.grant(2), production.grant(1)]
        #expect(woken == [nil, "w", nil])
    }

    @Test("Nobody waits for credit that is there already, or will not come")
    mutating func notWaiting() {
        _ = production.grant(1)
        _ = production.start()
        let waitsForWhatIsThere = production.wait("w")
        #expect(!waitsForWhatIsThere)
        _ = production.permission()
        _ = production.end()
        let waitsAfterTheEnd = production.wait("w")
        #expect(!waitsAfterTheEnd)
    }

    @Test("The end wakes who waits, once, after which credit does not count")
    mutating func ending() {
        _ = production.grant(1)
        _ = production.start()
        _ = production.permission()
        _ = production.wait("w")
        let woken = [production.end(), production.end(), production.grant(5)]
        #expect(woken == ["w", nil, nil])
        let permission = production.permission()
        #expect(permission == .waitForCredit)
    }
}

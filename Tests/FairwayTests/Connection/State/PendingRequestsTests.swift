import Testing

@testable import Fairway

@Suite("Pending requests, as a value")
struct PendingRequestsTests {
    private var pending = PendingRequests<String>(limit: 2, side: .client)

    @Test("Numbers count up from 1 and are never used twice, not even those given back")
    mutating func numbers() throws {
        let firstResult = pending.reserve()
        let first = try #require(firstResult)
        pending.release(first)
        let secondResult = pending.reserve()
        let second = try #require(secondResult)
        #expect([first.rawValue, second.rawValue] == [1, 2])
    }

    @Test("No more than the limit are pending")
    mutating func limit() throws {
        let firstResult = pending.reserve()
        let first = try #require(firstResult)
        _ = pending.reserve()
        let result1 = pending.reserve()
        #expect(result1 == nil)
        pending.release(first)
        let result2 = pending.reserve()
        #expect(result2 != nil)
    }

    @Test("An answer may overtake the note that the request was sent")
    mutating func answerWhileSending() throws {
        let idResult = pending.reserve()
        let id = try #require(idResult)
        let result3 = pending.beginSending(id, waiter: "w")
        #expect(result3 == nil)
        let result4 = pending.answer(id)
        #expect(result4 == "w")
        let result5 = pending.didSend(id)
        #expect(result5 == nil)
        #expect(pending.isEmpty)
    }

    @Test("A request that ends before it is sent is not sent")
    mutating func endBeforeSending() throws {
        let idResult = pending.reserve()
        let id = try #require(idResult)
        let result6 = pending.end(id, .timedOut)
        #expect(result6 == nil)
        let result7 = pending.beginSending(id, waiter: "w")
        #expect(result7 == .timedOut)
        #expect(pending.isEmpty)
    }

    @Test("A request that ends on its way is cancelled at the peer once it is there, and its answer is ignored")
    mutating func endWhileSending() throws {
        let idResult = pending.reserve()
        let id = try #require(idResult)
        let result8 = pending.beginSending(id, waiter: "w")
        #expect(result8 == nil)
        let endingResult = pending.end(id, .timedOut)
        let ending = try #require(endingResult)
        #expect(ending.waiter == "w")
        #expect(!ending.cancelsAtPeer)
        let result9 = pending.end(id, .timedOut)
        #expect(result9 == nil)
        let result10 = pending.answer(id)
        #expect(result10 == nil)
        let result11 = pending.didSend(id)
        #expect(result11 == .timedOut)
        #expect(pending.isEmpty)
    }

    @Test("A request that was sent is cancelled at the peer at once, and only once")
    mutating func endAfterSending() throws {
        let idResult = pending.reserve()
        let id = try #require(idResult)
        let result12 = pending.beginSending(id, waiter: "w")
        #expect(result12 == nil)
        let result13 = pending.didSend(id)
        #expect(result13 == nil)
        let result14 = pending.end(id, .timedOut)
        #expect(result14?.cancelsAtPeer == true)
        let result15 = pending.end(id, .timedOut)
        #expect(result15 == nil)
        let result16 = pending.answer(id)
        #expect(result16 == nil)
    }

    @Test("The end of the connection ends all that somebody waits for")
    mutating func endAll() throws {
        let firstResult = pending.reserve()
        let first = try #require(firstResult)
        _ = pending.reserve()
        let result17 = pending.beginSending(first, waiter: "w")
        #expect(result17 == nil)
        let result18 = pending.endAll()
        #expect(result18 == ["w"])
        #expect(pending.isEmpty)
        let result19 = pending.didSend(first)
        #expect(result19 == nil)
    }
}

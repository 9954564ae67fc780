import Testing

@testable import Fairway

@Suite("The messages of the peer that run and wait, as a value")
struct InboundQueueTests {
    @Test("The end of a conversation finds each of its running handlers, and those of no other")
    func conversations() throws {
        var queue = InboundQueue<String>(
            limits: InboundLimits(runningHandlers: 9, waitingMessages: 1, waitingBytes: 10)
        )
        queue.release()
        let (first, second) = (AnonymousChannel(1, on: nil), AnonymousChannel(2, on: nil))
        for (number, channel) in [(1, first), (2, second), (3, nil), (4, first), (5, first), (6, first)] {
            let id = try #require(RequestID(rawValue: number))
            let admission = queue.admit(id, on: channel, byteCount: 1)
            #expect(admission == .dispatch)
            let isAttached = queue.attach("\(number)", to: id)
            #expect(isAttached)
            let next = queue.next()
            #expect(next == nil)
        }
        let ids = try [5, 6].map { try #require(RequestID(rawValue: $0)) }
        let isAnswered = queue.finish(ids[0])
        #expect(isAnswered)
        let cancelled = queue.cancel(ids[1])
        #expect(cancelled == "6")
        #expect(queue.handles(on: first).sorted() == ["1", "4"])
        #expect(queue.handles(on: second) == ["2"])
        #expect(queue.handles(on: AnonymousChannel(1, on: nil)).isEmpty)
    }

    @Test("A connection that drains closes when the answer of its last handler is out, and not before")
    func draining() throws {
        let limits = InboundLimits(runningHandlers: 9, waitingMessages: 1, waitingBytes: 10)
        var state = ConnectionState<String, String, Int>(
            side: .server,
            maximumPendingRequests: 1,
            maximumOpenChannels: 1,
            inbound: limits
        )
        _ = state.opened()
        let id = try #require(RequestID(rawValue: 7))
        let admission = state.inbound.admit(id, byteCount: 1)
        #expect(admission == .dispatch)
        let mayAnswer = state.inbound.takeAnswer(of: id)
        #expect(mayAnswer)
        // Another thread begins to close while the answer is on its way to the transport.
        let closing = ConnectionState<String, String, Int>.Closing(status: .goingAway, reason: "")
        let waiting = state.drain(closing)
        #expect(waiting == [])
        let early = state.takeDue()
        #expect(early == nil)
        let (due, dispatches) = state.finishHandler()
        #expect(due == .close(closing))
        #expect(!dispatches)
    }
}

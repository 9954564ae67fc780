import Fairway
import Testing

@testable import FairwayNIO

@Suite("The outbox")
struct OutboxTests {
    private let small = EncodedMessage(bytes: [0x41])
    private let other = EncodedMessage(bytes: [0x42])

    @Test("The loop is woken once for everything that is queued before it comes")
    func wakesOnce() throws {
        var outbox = OutboxState(limit: 1_000)
        let needsWake = [try outbox.enqueue(small), try outbox.enqueue(other)]
        #expect(needsWake == [true, false])
        let queues = [outbox.wake().items, outbox.wake().items]
        #expect(queues == [[.message(small), .message(other)], []])
        let needsAnother = try outbox.enqueue(small)
        #expect(needsAnother)
    }

    @Test("A broadcast has the loop woken in its turn, and what is sent behind it at once")
    func hastens() throws {
        var outbox = OutboxState(limit: 1_000)
        var broadcast = small
        broadcast.isBroadcast = true
        let needsWake = [
            try outbox.enqueue(broadcast), outbox.enqueueTurn {}, try outbox.enqueue(other),
            try outbox.enqueue(small),
            try outbox.enqueue(broadcast),
        ]
        #expect(needsWake == [true, false, true, false, false])
        let waiting = outbox.wake()
        #expect(waiting.items == [.message(small), .message(other), .message(small), .message(small)])
        #expect(waiting.turns.count == 1)
        #expect(outbox.enqueueTurn {} == true)
        #expect(outbox.unlink().count == 1)
        #expect(outbox.enqueueTurn {} == nil)
    }

    @Test("What is written on the loop comes after what was queued elsewhere")
    func order() throws {
        var outbox = OutboxState(limit: 1_000)
        _ = try outbox.enqueue(small)
        let before = [try outbox.admit(other), try outbox.admit(other)]
        #expect(before == [[.message(small)], []])
    }

    @Test("Messages are admitted up to the limit, and again once bytes have left")
    func limit() throws {
        let cost = OutboxState.cost(of: small)
        var outbox = OutboxState(limit: 2 * cost)
        _ = try outbox.admit(small)
        _ = try outbox.enqueue(small)
        #expect(throws: TransportError.bufferFull) { try outbox.admit(small) }
        #expect(throws: TransportError.bufferFull) { try outbox.enqueue(small) }
        #expect(outbox.outstandingBytes == 2 * cost)
        let queue = outbox.wake().items
        #expect(queue == [.message(small)])
        outbox.release(cost)
        _ = try outbox.admit(small)
        #expect(outbox.outstandingBytes == 2 * cost)
    }

    @Test("One message of any size is admitted while nothing waits")
    func single() throws {
        var outbox = OutboxState(limit: 10)
        _ = try outbox.admit(EncodedMessage(bytes: [UInt8](repeating: 0, count: 1_000)))
        #expect(throws: TransportError.bufferFull) { try outbox.admit(small) }
    }

    @Test(
        "It is behind when more than a quarter of its limit or 64 KiB has not left",
        arguments: [(limit: 1_000, backlog: 250), (limit: 1 << 20, backlog: 65_536), (limit: 3, backlog: 0)]
    )
    func behind(limit: Int, backlog: Int) throws {
        var outbox = OutboxState(limit: limit)
        var isBehind = [outbox.isBehind]
        let textSize = max(backlog - FrameHeader.maximumSize, 0)
        _ = try outbox.admit(EncodedMessage(bytes: [UInt8](repeating: 0x41, count: textSize)))
        outbox.release(outbox.outstandingBytes - backlog)
        isBehind.append(outbox.isBehind)
        outbox.release(-1)
        isBehind.append(outbox.isBehind)
        outbox.release(1)
        isBehind.append(outbox.isBehind)
        #expect(isBehind == [false, false, true, false])
    }

    @Test("A close comes last, and after it nothing is admitted")
    func close() throws {
        var outbox = OutboxState(limit: 1_000)
        _ = try outbox.enqueue(small)
        let isQueued = [outbox.enqueueClose(1001, reason: "bye"), outbox.enqueueClose(1000, reason: "")]
        #expect(isQueued == [true, false])
        #expect(!outbox.isOpen)
        #expect(throws: TransportError.closed) { try outbox.enqueue(small) }
        let queue = outbox.wake().items
        #expect(queue == [.message(small), .close(1001, reason: "bye")])
        outbox.end()
        #expect(throws: TransportError.closed) { try outbox.admit(small) }
    }

    @Test("A round trip is kept for the wake, costs nothing, and is refused once the link is gone")
    func roundTrips() throws {
        var outbox = OutboxState(limit: 10)
        _ = try outbox.admit(EncodedMessage(bytes: [UInt8](repeating: 0, count: 1_000)))
        let needsWake = [outbox.enqueue {}, outbox.enqueue {}]
        #expect(needsWake == [true, false])
        #expect(outbox.wake().roundTrips.count == 2)
        _ = outbox.enqueueClose(1000, reason: "")
        #expect(outbox.enqueue {} == false)
        #expect(outbox.unlink().count == 1)
        #expect(outbox.enqueue {} == nil)
    }
}

@Suite("Pongs")
struct PongStateTests {
    @Test("Sixteen pongs are under way at most, and of further pings the latest is answered")
    func bound() {
        var pongs = PongState()
        #expect(pongs.next() == nil)
        for number: UInt8 in 0..<16 {
            pongs.receive([number])
            #expect(pongs.next() == [number])
            #expect(pongs.next() == nil)
        }
        for number: UInt8 in 16..<100 {
            pongs.receive([number])
            #expect(pongs.next() == nil)
        }
        pongs.sent(16)
        #expect(pongs.next() == [99])
        #expect(pongs.next() == nil)
    }
}

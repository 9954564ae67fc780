@testable import Fairway

/// The beginning and the end.
extension TwoEnds {
    mutating func opened(_ side: Int) {
        guard ends[side].isOpening else { return }
        ends[side].isOpening = false
        if ends[side].state.opened() != nil { runHooks(side) }
    }

    private mutating func runHooks(_ side: Int) {
        ends[side].closings += 1
        ends[side].areHooksRunning = true
    }

    mutating func closeHooks(_ side: Int) {
        guard ends[side].areHooksRunning else { return }
        ends[side].areHooksRunning = false
        perform(side, ends[side].state.closed())
    }

    mutating func leave(_ side: Int) {
        switch Int.random(in: 0..<3, using: &random) {
        case 0:
            if ends[side].state.close(.init(status: .normalClosure, reason: "")) { isCut = true }
        case 1:
            let refused = ends[side].state.drain(.init(status: .goingAway, reason: ""))
            for id in refused ?? [] { put(.rejection(id), from: side) }
            perform(side, ends[side].state.takeDue())
        default:
            isCut = true
            ends[0].inbox = []
            ends[1].inbox = []
        }
    }

    /// Once the link is closed, each side gets what is still on its way and then the end.
    mutating func comeToAnEnd() {
        for side in 0..<2 where !ends[side].isOver && ends[side].inbox.isEmpty && Bool.random(using: &random) {
            end(side)
        }
        guard ends.allSatisfy({ $0.isOver && $0.isIdle && $0.encoding.isEmpty && $0.sending.isEmpty }) else { return }
        guard
            ends.allSatisfy({
                $0.flushing.isEmpty && $0.telling.isEmpty && $0.readers.values.allSatisfy { $0.outcome != nil }
            })
        else {
            return
        }
        for side in 0..<2 { expectNothingLeft(ends[side]) }
        lives += 1
        (ends, isCut) = ([End(.client), End(.server)], false)
    }

    private mutating func end(_ side: Int) {
        guard let remains = ends[side].state.end(TransportEnd(status: .normalClosure)) else {
            return expect(false, "a connection ends once")
        }
        ends[side].isOver = true
        for waiter in remains.waiters { tell(side, waiter, .failed(.connectionClosed)) }
        for number in remains.channels {
            ends[side].ended[number, default: 0] += 1
            if ends[side].conversations[number] != nil {
                endConversation(side, number, .connectionEnded, isByPeer: true)
            } else if ends[side].readers[number] != nil {
                failReader(side, number, .disconnected)
            } else {
                cancelProducer(side, number)
            }
        }
        if ends[side].state.settled() != nil { runHooks(side) }
    }

    private mutating func expectNothingLeft(_ end: End) {
        expect(end.closings == 1, "one onClose for each side")
        expect(end.isGone, "a connection is gone when nothing runs on it")
        expect(end.outcomes.count == end.lastWaiter, "each request has an end")
        expect(end.state.pending.isEmpty && !end.state.inbound.isRunning, "nothing is left behind")
        expect(end.state.inbound.waitingMessages == 0, "nothing waits any more")
        expect(end.state.channels.isEmpty, "no channel is left")
        expect(end.known.allSatisfy { end.ended[$0] == 1 }, "each channel ends once")
        expect(
            end.conversations.values.allSatisfy { $0.channel.end != nil },
            "whoever waits for a conversation is told"
        )
        expect(end.readers.values.allSatisfy { $0.reading.waitingValues == 0 }, "no value is left")
    }
}

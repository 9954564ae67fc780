@testable import Fairway

/// Conversations.
extension TwoEnds {
    /// One of the conversations that this side has, which may have ended.
    mutating func someConversation(_ side: Int) -> Int? {
        ends[side].conversations.keys.sorted().suffix(3).randomElement(using: &random)
    }

    mutating func converse(_ side: Int) {
        guard let number = someConversation(side) else { return }
        if oneOf(6) { return end(side, number, oneOf(2) ? .closed : .aborted(Self.reason)) }
        guard ends[side].state.maySend, let sent = ends[side].conversations[number]?.sent else { return }
        let isSent = put(.event(on: number, payload: sent + 1), from: side, on: number)
        if isSent { ends[side].conversations[number]?.sent += 1 }
    }

    /// Ends a conversation from this side.
    private mutating func end(_ side: Int, _ number: Int, _ end: ConversationEnd) {
        guard ends[side].conversations[number]?.channel.end == nil else { return }
        let frame = Frame.abort(number, end == .closed ? .closed : .aborted)
        let message = ends[side].encode(frame)
        guard let ended = ends[side].state.channels.end(number, telling: message) else {
            return expect(false, "a conversation that has not ended can be ended")
        }
        ends[side].ended[number, default: 0] += 1
        conversations += 1
        endConversation(side, number, end, isByPeer: false)
        if ended.tellsPeer { ends[side].telling[number] = frame }
    }

    /// Tells the peer of a channel that this side has ended.
    mutating func tellEnd(_ side: Int) {
        guard let number = ends[side].telling.keys.sorted().randomElement(using: &random),
            let frame = ends[side].telling.removeValue(forKey: number)
        else { return }
        put(frame, from: side)
        expect(ends[side].state.channels.close(number) == nil, "a channel ends once")
    }

    /// What the shell does when a conversation has ended.
    mutating func endConversation(_ side: Int, _ number: Int, _ end: ConversationEnd, isByPeer: Bool) {
        guard let channel = ends[side].conversations[number]?.channel else { return }
        channel.finish(end)
        guard case .aborted = end else { return }
        let running = ends[side].running.compactMap { frame -> Int? in
            guard case .request(let id, number, let payload) = frame, !ends[side].cancelled.contains(id) else {
                return nil
            }
            return payload
        }
        let handles = ends[side].state.inbound.handles(on: channel)
        expect(
            ends[side].isOver || handles.sorted() == running.sorted(),
            "an abort cancels the handlers of the conversation"
        )
        for (id, ended) in ends[side].state.pending.endAll(on: number) {
            expect(ends[side].channels[id] == number, "an abort ends the requests of the conversation alone")
            if !isByPeer, ended.cancelsAtPeer { cancelAtPeer(side, id, on: ended.channel) }
            tell(side, ended.waiter, .failed(.channelClosed))
        }
    }

    /// Starts the handler of an event in a conversation.
    mutating func hear(_ side: Int, _ payload: Int, on number: Int) {
        guard let conversation = ends[side].conversations[number], conversation.channel.end == nil else { return }
        let isNext = conversation.isLossy ? payload > conversation.seen : payload == conversation.seen + 1
        expect(isNext, "no event of a conversation is lost, doubled or out of order")
        ends[side].conversations[number]?.seen = payload
    }
}

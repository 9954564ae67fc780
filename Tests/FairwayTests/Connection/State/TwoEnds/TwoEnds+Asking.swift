@testable import Fairway

/// Asking.
extension TwoEnds {
    mutating func reserve(_ side: Int) {
        let channel = oneOf(2) ? someConversation(side) : nil
        do throws(RequestError) {
            let id = try ends[side].state.reserveRequest(on: channel, opensChannel: oneOf(channel == nil ? 2 : 6))
            ends[side].encoding.append(id)
            ends[side].channels[id] = channel
        } catch {
            expect(ends[side].state.pending.count == 4 || !ends[side].state.maySend, "a request is refused with reason")
        }
    }

    mutating func send(_ side: Int) {
        guard let index = ends[side].encoding.indices.randomElement(using: &random) else { return }
        let id = ends[side].encoding.remove(at: index)
        ends[side].lastWaiter += 1
        let waiter = ends[side].lastWaiter
        if let ending = ends[side].state.beginSending(id, waiter: waiter) {
            return tell(side, waiter, .failed(ending))
        }
        let channel = ends[side].channels[id]
        guard !isCut, put(.request(id, on: channel, payload: waiter), from: side, on: channel, request: id) else {
            let waiter = ends[side].state.pending.sendingFailed(id)
            if let waiter { tell(side, waiter, .refused) }
            return
        }
        ends[side].sending.append(id)
        ends[side].open.append(id)
    }

    /// Sends what belongs to a conversation, or keeps it.
    ///
    /// - Returns: false where it is refused.
    mutating func put(_ frame: Frame, from side: Int, on channel: Int?, request: RequestID? = nil) -> Bool {
        if let channel {
            guard ends[side].conversations[channel]?.channel.end == nil else { return false }
            let message = ends[side].encode(frame)
            switch ends[side].state.channels.send(message, on: channel, request: request) {
            case .send: break
            case .held: return true
            case .full, .closed: return false
            }
        }
        put(frame, from: side)
        return true
    }

    mutating func didSend(_ side: Int) {
        guard let index = ends[side].sending.indices.randomElement(using: &random) else { return }
        let id = ends[side].sending.remove(at: index)
        if ends[side].state.pending.didSend(id) != nil { cancelAtPeer(side, id, on: ends[side].channels[id]) }
    }

    mutating func cancelAtPeer(_ side: Int, _ id: RequestID, on channel: Int?) {
        if let channel, ends[side].state.channels.withdraw(id, from: channel) { return }
        put(.cancellation(id), from: side)
    }

    mutating func giveUp(_ side: Int) {
        guard let id = (ends[side].open + ends[side].encoding).randomElement(using: &random) else { return }
        let ending: RequestEnding = Bool.random(using: &random) ? .timedOut : .cancelled
        guard let ended = ends[side].state.pending.end(id, ending) else { return }
        expect(ended.channel == ends[side].channels[id], "the end of a request knows its conversation")
        if ended.cancelsAtPeer { cancelAtPeer(side, id, on: ended.channel) }
        tell(side, ended.waiter, .failed(ending))
    }

    mutating func tell(_ side: Int, _ waiter: Int, _ outcome: Outcome) {
        ends[side].outcomes[waiter, default: []].append(outcome)
        if case .answered(let payload) = outcome {
            answers += 1
            expect(payload == Self.answer(to: waiter), "an answer belongs to its request")
        }
        expect(ends[side].outcomes[waiter]?.count == 1, "a request ends once")
    }
}

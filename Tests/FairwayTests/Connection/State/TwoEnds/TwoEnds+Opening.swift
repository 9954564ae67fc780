@testable import Fairway

/// Opening channels.
extension TwoEnds {
    /// The words with which conversations are aborted.
    static let reason = RemoteError(message: "enough")

    func opensChannel(_ id: RequestID) -> Bool { id.rawValue >= ConnectionSide.client.channelNumbers.lowerBound }

    /// What a handler does just before it ends, or a while before.
    mutating func beginOpening(_ side: Int) {
        let requests = ends[side].running.compactMap { frame -> (RequestID, Int)? in
            guard case .request(let id, _, let payload) = frame, opensChannel(id) else { return nil }
            return ends[side].begun.contains(id.rawValue) ? nil : (id, payload)
        }
        if let (id, payload) = requests.randomElement(using: &random) {
            begin(side, id.rawValue, Plan(payload: payload))
        }
    }

    private mutating func begin(_ side: Int, _ number: Int, _ plan: Plan) {
        let admission = ends[side].state.channels.beginOpening(number, number)
        let count = ends[side].state.channels.count
        switch admission {
        case .opening:
            ends[side].begun.insert(number)
            if plan.isStream {
                ends[side].producers[number] = Producer(plan: plan)
            } else {
                ends[side].conversations[number] = Conversation(channel: AnonymousChannel(number, on: nil))
            }
        case .full: expect(count >= 2, "a channel is refused with reason")
        case .over: expect(ends[side].isOver, "a channel is refused with reason")
        case .taken: expect(false, "an orderly peer never uses a number twice")
        }
    }

    /// What the shell does when the handler of a request for a channel has ended.
    mutating func finishOpening(_ side: Int, _ id: RequestID, _ payload: Int, mayAnswer: Bool, isRefused: Bool) {
        let number = id.rawValue
        if opensChannel(id), !isRefused, !ends[side].begun.contains(number) {
            begin(side, number, Plan(payload: payload))
        }
        let isOpened = ends[side].begun.contains(number) && !isRefused
        let isOpening = ends[side].state.channels.isOpening(number)
        if mayAnswer { put(isOpened ? .opened(id) : .rejection(id), from: side) }
        guard isOpening else { return }
        guard mayAnswer, isOpened else {
            guard closeChannel(side, number) else { return }
            if ends[side].conversations[number] != nil {
                return endConversation(side, number, .closed, isByPeer: false)
            }
            cancelProducer(side, number)
            return
        }
        ends[side].flushing.append(number)
    }

    /// Sends what waits for an answer that is out.
    mutating func flush(_ side: Int) {
        guard let index = ends[side].flushing.indices.randomElement(using: &random) else { return }
        let number = ends[side].flushing[index]
        if let message = ends[side].state.channels.nextHeld(number) {
            guard let frame = ends[side].frame(message) else { return expect(false, "what waited is what was sent") }
            return put(frame, from: side)
        }
        ends[side].flushing.remove(at: index)
        expect(!ends[side].state.channels.isOpening(number), "a channel is open or forgotten when all of it is out")
        let isProducing = ends[side].state.channels.role(of: number) != nil && ends[side].producers[number] != nil
        if isProducing, ends[side].producers[number]?.production.open() == true { startProducing(side, number) }
    }

    /// Takes the answer that opens a channel.
    mutating func deliverChannel(_ side: Int, _ id: RequestID) {
        let number = id.rawValue
        guard let waiter = ends[side].state.pending.answer(id) else {
            expect(ends[side].state.channels.role(of: number) == nil, "a channel opens once")
            return put(.abort(number, .unknown), from: side)
        }
        expect(ends[side].state.channels.open(number, number), "a channel that is asked for opens")
        tell(side, waiter, .opened)
        let plan = Plan(payload: waiter)
        if plan.isStream {
            ends[side].readers[number] = Reader(plan: plan)
        } else {
            ends[side].conversations[number] = Conversation(channel: AnonymousChannel(number, on: nil))
        }
    }

    /// - Returns: false where it has ended before.
    private mutating func closeChannel(_ side: Int, _ number: Int) -> Bool {
        let closed = ends[side].state.closeChannel(number)
        for waiter in closed.waiters { tell(side, waiter, .failed(.channelClosed)) }
        if closed.role != nil { ends[side].ended[number, default: 0] += 1 }
        return closed.role != nil
    }

    mutating func abortedByPeer(_ side: Int, _ number: Int, _ words: Words) {
        guard closeChannel(side, number) else { return }
        if ends[side].conversations[number] != nil {
            endConversation(side, number, words == .closed ? .closed : .aborted(Self.reason), isByPeer: true)
        } else if ends[side].readers[number] != nil {
            expect(words == .failed, "a stream is ended by what its producer says")
            failReader(side, number, .failed)
        } else {
            cancelProducer(side, number)
        }
    }
}

@testable import Fairway

/// What a shell knows of the requests of its own side.
struct AskedRequests {
    /// Those that have a number and are being encoded, with how they ended meanwhile.
    var reserved: [RequestID: RequestEnding?] = [:]
    /// Those on their way to the transport, with who waits or how they ended meanwhile.
    var sending: [RequestID: Result<Int, EndedMeanwhile>] = [:]
    /// Those that the peer may have.
    var sent: [RequestID: Int] = [:]
    /// Those that went with the connection while they were being encoded.
    var orphansReserved: Set<RequestID> = []
    /// Those that were over while they were on their way to the transport.
    var orphansSending: Set<RequestID> = []
    var lastID = 0
    var lastWaiter = 0
    /// How often each waiter was told the end.
    var ends: [Int: Int] = [:]

    struct EndedMeanwhile: Error {
        let ending: RequestEnding
    }

    var count: Int { reserved.count + sending.count + sent.count }
    var isIdle: Bool { count == 0 && orphansReserved.isEmpty && orphansSending.isEmpty }
    var waiters: [Int] { (sending.values.compactMap { try? $0.get() } + sent.values).sorted() }

    mutating func tell(_ waiter: Int) { ends[waiter, default: 0] += 1 }

    mutating func endAll() {
        for waiter in waiters { tell(waiter) }
        orphansReserved.formUnion(reserved.keys)
        orphansSending.formUnion(sending.keys)
        (reserved, sending, sent) = ([:], [:], [:])
    }
}

extension ConnectionWalk {
    mutating func reserve() {
        do throws(RequestError) {
            let id = try state.reserveRequest()
            asked.lastID += 1
            expect(id.rawValue == asked.lastID, "numbers count up and are never used twice")
            expect(life.maySend, "no request without a connection")
            asked.reserved[id] = .some(nil)
        } catch {
            expect(
                error == (life.maySend ? .tooManyPending : .notConnected),
                "a request that is refused is told why"
            )
            expect(!life.maySend || asked.count == Self.requestLimit, "requests up to the limit")
        }
    }

    mutating func beginSending() {
        guard let id = pick(asked.reserved.keys) ?? pick(asked.orphansReserved) else { return }
        if asked.orphansReserved.remove(id) == nil, oneOf(10) {
            asked.reserved[id] = nil
            return state.pending.release(id)
        }
        asked.lastWaiter += 1
        let ending = state.beginSending(id, waiter: asked.lastWaiter)
        let endedMeanwhile = asked.reserved.removeValue(forKey: id) ?? nil
        let expected: RequestEnding? = life.maySend ? endedMeanwhile : .connectionClosed
        expect(ending == expected, "a request that has ended is not sent")
        if ending == nil {
            asked.sending[id] = .success(asked.lastWaiter)
        } else {
            asked.tell(asked.lastWaiter)
        }
    }

    mutating func finishSending() {
        guard let id = pick(asked.sending.keys) ?? pick(asked.orphansSending) else { return }
        asked.orphansSending.remove(id)
        let sending = asked.sending.removeValue(forKey: id)
        guard !oneOf(10) else {
            let waiter = state.pending.sendingFailed(id)
            expect(waiter == (try? sending?.get()), "a request that cannot be sent is told so once")
            if let waiter { asked.tell(waiter) }
            return
        }
        let ending = state.pending.didSend(id)
        switch sending {
        case .success(let waiter):
            expect(ending == nil, "the peer is told of an end only where there was one")
            asked.sent[id] = waiter
        case .failure(let meanwhile):
            expect(ending == meanwhile.ending, "the peer is told of an end that came meanwhile")
        case nil:
            expect(ending == nil, "nothing is sent of a request that is over")
        }
    }

    mutating func answer() {
        guard let id = RequestID(rawValue: Int.random(in: 1...asked.lastID + 2, using: &random)) else { return }
        let waiter = state.pending.answer(id)
        if let sent = asked.sent.removeValue(forKey: id) {
            expect(waiter == sent, "an answer reaches who waits for it")
        } else if case .success(let sending) = asked.sending[id] {
            expect(waiter == sending, "an answer may overtake the note that the request was sent")
            asked.sending[id] = nil
            asked.orphansSending.insert(id)
        } else {
            expect(waiter == nil, "a late, second or unknown answer is ignored")
        }
        if let waiter { asked.tell(waiter) }
    }

    mutating func endRequest() {
        guard let id = RequestID(rawValue: Int.random(in: 1...asked.lastID + 2, using: &random)) else { return }
        let ending: RequestEnding = oneOf(2) ? .cancelled : .timedOut
        let result = state.pending.end(id, ending)
        if let waiter = asked.sent.removeValue(forKey: id) {
            expect(result?.waiter == waiter && result?.cancelsAtPeer == true, "the peer is told of the end")
        } else if case .success(let waiter) = asked.sending[id] {
            expect(result?.waiter == waiter && result?.cancelsAtPeer == false, "the peer is told of the end later")
            asked.sending[id] = .failure(.init(ending: ending))
        } else {
            expect(result == nil, "a request ends once")
            if case .some(nil) = asked.reserved[id] { asked.reserved[id] = .some(ending) }
        }
        if let waiter = result?.waiter { asked.tell(waiter) }
    }

    private mutating func pick(_ ids: some Collection<RequestID>) -> RequestID? {
        ids.sorted { $0.rawValue < $1.rawValue }.randomElement(using: &random)
    }
}

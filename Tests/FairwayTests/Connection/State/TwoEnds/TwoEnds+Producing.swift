@testable import Fairway

/// Streams that are sent.
extension TwoEnds {
    mutating func deliverToProducer(_ side: Int, _ number: Int, _ frame: Frame) {
        guard ends[side].state.channels.role(of: number) != nil else {
            return put(.abort(number, .unknown), from: side)
        }
        guard ends[side].producers[number] != nil else { return expect(false, "streams are started") }
        if case .credit(_, let values) = frame {
            if ends[side].producers[number]?.production.grant(values) != nil { wake(side, number) }
        } else if ends[side].producers[number]?.production.start() == true {
            startProducing(side, number)
        }
    }

    mutating func startProducing(_ side: Int, _ number: Int) {
        expect(ends[side].producers[number]?.phase == .idle, "a stream begins once")
        ends[side].producers[number]?.phase = .asking
        ends[side].state.beginProducing()
    }

    private mutating func wake(_ side: Int, _ number: Int) {
        expect(ends[side].producers[number]?.phase == .waiting, "who waits is woken")
        ends[side].producers[number]?.phase = .asking
    }

    /// Ends a stream from outside.
    mutating func cancelProducer(_ side: Int, _ number: Int) {
        ends[side].producers[number]?.isCancelled = true
        if ends[side].producers[number]?.production.end() != nil { wake(side, number) }
    }

    mutating func hasGoneThereAndBack(_ side: Int, _ number: Int) {
        guard ends[side].producers[number]?.phase == .pinging else { return }
        ends[side].producers[number]?.phase = .making
    }

    /// Takes what sends a stream one step further.
    mutating func produce(_ side: Int) {
        let numbers = ends[side].producers.filter { $0.value.phase != .idle && $0.value.phase != .over }.keys.sorted()
        guard let number = numbers.randomElement(using: &random), let producer = ends[side].producers[number] else {
            return
        }
        switch producer.phase {
        case .idle, .over: break
        case .asking where producer.isCancelled: stop(side, number)
        case .asking: ask(side, number)
        case .waiting: expect(!producer.isCancelled, "nobody waits for credit that will not come")
        // A round trip is over with the link.
        case .pinging: if isCut { hasGoneThereAndBack(side, number) }
        case .making where producer.isCancelled || isCut: stop(side, number)
        case .making: make(side, number, producer)
        }
    }

    private mutating func ask(_ side: Int, _ number: Int) {
        switch ends[side].producers[number]?.production.permission() {
        case .send: ends[side].producers[number]?.phase = .making
        case .waitForRoundTrip:
            ends[side].producers[number]?.phase = .pinging
            put(.ping(number), from: side)
        case .waitForCredit:
            let waits = ends[side].producers[number]?.production.wait(number) ?? false
            expect(waits, "who has no credit waits for it")
            if waits { ends[side].producers[number]?.phase = .waiting }
        case nil: break
        }
    }

    private mutating func make(_ side: Int, _ number: Int, _ producer: Producer) {
        guard producer.sent == producer.plan.length else { return sendValue(side, number, producer) }
        // The end needs no permission beyond the one to ask for it.
        if producer.plan.fails {
            let frame = Frame.abort(number, .failed)
            let ended = ends[side].state.channels.end(number, telling: ends[side].encode(frame))
            if ended != nil { ends[side].ended[number, default: 0] += 1 }
            if ended?.tellsPeer == true { ends[side].telling[number] = frame }
        } else if ends[side].state.channels.role(of: number) != nil {
            put(.done(number), from: side)
            if ends[side].state.channels.close(number) != nil { ends[side].ended[number, default: 0] += 1 }
        }
        stop(side, number)
    }

    private mutating func sendValue(_ side: Int, _ number: Int, _ producer: Producer) {
        let sending = ends[side].state.channels.send(EncodedMessage(bytes: []), on: number)
        guard sending == .send else {
            expect(sending == .closed, "nothing is sent before the answer")
            return stop(side, number)
        }
        if producer.plan.knowsCredit {
            let granted = ends[1 - side].readers[number]?.granted ?? 0
            expect(producer.sent < granted, "never more values than credit")
        } else {
            let isOnItsWay = ends[1 - side].inbox.contains { if case .next(number, _) = $0 { true } else { false } }
            expect(!isOnItsWay, "without credit one value is on its way")
        }
        put(.next(number, value: producer.sent + 1), from: side)
        ends[side].producers[number]?.sent += 1
        ends[side].producers[number]?.phase = .asking
    }

    private mutating func stop(_ side: Int, _ number: Int) {
        ends[side].producers[number]?.phase = .over
        guard ends[side].telling[number] == nil else { return perform(side, ends[side].state.endProducing()) }
        if ends[side].state.channels.close(number) != nil {
            expect(isCut, "who sends a stream stops when it has ended")
            ends[side].ended[number, default: 0] += 1
        }
        perform(side, ends[side].state.endProducing())
    }
}

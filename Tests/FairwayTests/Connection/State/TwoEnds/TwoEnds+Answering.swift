@testable import Fairway

/// Answering.
extension TwoEnds {
    mutating func deliver(to side: Int) {
        guard !ends[side].isOver, let frame = ends[side].inbox.popFirst() else { return }
        switch frame {
        case .request(let id, let channel, _):
            expect(ends[side].received.insert(id).inserted, "a request comes once")
            admit(side, frame, id, on: channel)
        case .event(let channel, _): admit(side, frame, nil, on: channel)
        case .answer(let id, let payload):
            if let waiter = ends[side].state.pending.answer(id) { tell(side, waiter, .answered(payload)) }
        case .rejection(let id):
            if let waiter = ends[side].state.pending.answer(id) { tell(side, waiter, .rejected) }
        case .cancellation(let id):
            expect(ends[side].received.contains(id), "no cancellation overtakes its request")
            ends[side].cancelled.insert(id)
            _ = ends[side].state.inbound.cancel(id)
        case .opened(let id): deliverChannel(side, id)
        case .abort(let number, let words): abortedByPeer(side, number, words)
        case .start(let number), .credit(let number, _): deliverToProducer(side, number, frame)
        case .next(let number, _), .done(let number): deliverToReader(side, number, frame)
        case .ping(let number): put(.pong(number), from: side)
        case .pong(let number): hasGoneThereAndBack(side, number)
        }
    }

    private mutating func admit(_ side: Int, _ frame: Frame, _ id: RequestID?, on number: Int?) {
        if let number, ends[side].state.channels.role(of: number) == nil {
            put(.abort(number, .unknown), from: side)
            if let id { put(.rejection(id), from: side) }
            return
        }
        let conversation = number.flatMap { ends[side].conversations[$0]?.channel }
        expect((number == nil) == (conversation == nil), "nobody speaks on a stream")
        switch ends[side].state.inbound.admit(id, on: conversation, byteCount: 1) {
        case .dispatch:
            expect(!ends[side].isDispatching, "one thread dispatches")
            (ends[side].isDispatching, ends[side].starting) = (true, frame)
        case .wait:
            let event = InboundEvent(
                channel: conversation.map { ChannelName($0) } ?? .main,
                name: EventName("\(payload(of: frame))"),
                requestID: id,
                array: 0..<0,
                argumentsStart: 0
            )
            if !ends[side].state.inbound.keep(InboundMessage(event: event, bytes: .zeros(1))), let id {
                put(.rejection(id), from: side)
            }
        case .full, .closed:
            if let number { ends[side].conversations[number]?.isLossy = true }
            if let id { put(.rejection(id), from: side) }
        case .duplicate:
            expect(false, "an orderly peer never uses a number twice")
        }
    }

    private func payload(of frame: Frame) -> Int {
        switch frame {
        case .request(_, _, let payload), .event(_, let payload): payload
        default: 0
        }
    }

    mutating func dispatch(_ side: Int) {
        if let frame = ends[side].starting { return start(side, frame) }
        if !ends[side].isDispatching {
            guard ends[side].state.inbound.resume() else { return }
            ends[side].isDispatching = true
        }
        guard let next = ends[side].state.inbound.next() else {
            ends[side].isDispatching = false
            return
        }
        let payload = Int(next.event.name.rawValue) ?? 0
        let channel = next.event.channel.anonymous?.number
        ends[side].starting =
            next.event.requestID.map { .request($0, on: channel, payload: payload) }
            ?? .event(on: channel, payload: payload)
    }

    private mutating func start(_ side: Int, _ frame: Frame) {
        ends[side].starting = nil
        switch frame {
        case .request(let id, let channel, let payload):
            if let channel, ends[side].conversations[channel]?.channel.end != nil {
                // It has ended while the request was waiting, and its handlers with it.
                if ends[side].state.inbound.finish(id) { put(.rejection(id), from: side) }
                return perform(side, ends[side].state.takeDue())
            }
            guard ends[side].state.inbound.attach(payload, to: id) else {
                expect(!ends[side].state.inbound.finish(id), "what was cancelled before it began is not answered")
                return perform(side, ends[side].state.takeDue())
            }
        case .event(let channel?, let payload): hear(side, payload, on: channel)
        case .event(nil, let payload):
            expect((ends[side].seenEvents.last ?? 0) < payload, "events start in the order in which they were emitted")
            ends[side].seenEvents.append(payload)
        default: break
        }
        ends[side].running.append(frame)
    }

    mutating func finish(_ side: Int) {
        guard let index = ends[side].running.indices.randomElement(using: &random) else { return }
        let frame = ends[side].running.remove(at: index)
        if case .request(let id, let channel, let payload) = frame {
            let mayAnswer = ends[side].state.inbound.finish(id)
            expect(!mayAnswer || !ends[side].cancelled.contains(id), "a request that is cancelled is not answered")
            let isAborted = channel.map { ends[side].conversations[$0]?.channel.end == .aborted(Self.reason) } ?? false
            if opensChannel(id) || isAborted {
                finishOpening(side, id, payload, mayAnswer: mayAnswer, isRefused: isAborted || oneOf(8))
            } else if mayAnswer {
                put(.answer(id, payload: Self.answer(to: payload)), from: side)
            }
        } else {
            expect(!ends[side].state.inbound.finish(nil), "an event is not answered")
        }
        perform(side, ends[side].state.takeDue())
    }

    mutating func perform(_ side: Int, _ due: End.State.Due?) {
        switch due {
        case .close: isCut = true
        case .gone:
            expect(!ends[side].isGone, "a connection is gone once")
            expect(ends[side].isIdle, "nothing runs on a connection that is gone")
            ends[side].isGone = true
        case nil: break
        }
    }

    mutating func emit(_ side: Int) {
        guard ends[side].state.maySend else { return }
        ends[side].lastEmitted += 1
        put(.event(on: nil, payload: ends[side].lastEmitted), from: side)
    }
}

@testable import Fairway

/// Two connections' states with an orderly network between them, and shells that do exactly what the states return.
///
/// Every step is one thing that some thread may do next: encode, hand over to the transport, deliver, start a handler,
/// end one, cancel, time out, close, cut. Whatever the order, each request has one end, and the right one.
struct TwoEnds: RandomWalk {
    /// A message on its way.
    enum Frame: Equatable {
        case request(RequestID, payload: Int)
        case event(payload: Int)
        case answer(RequestID, payload: Int)
        case rejection(RequestID)
        case cancellation(RequestID)
    }

    /// How a request ended.
    enum Outcome: Equatable {
        case answered(Int)
        case rejected
        case failed(RequestEnding)
        case refused
    }

    /// One side with its shell.
    struct End {
        typealias Waiter = Int
        var state = ConnectionState<Waiter, Int, Int>(
            side: .client,
            maximumPendingRequests: 4,
            maximumOpenChannels: 2,
            inbound: InboundLimits(runningHandlers: 2, waitingMessages: 3, waitingBytes: 1000)
        )
        /// What is on its way to this side.
        var inbox: ArraySlice<Frame> = []
        /// Requests that are being encoded, and those that the transport is about to take.
        var encoding: [RequestID] = []
        var sending: [RequestID] = []
        var open: [RequestID] = []
        var outcomes: [Waiter: [Outcome]] = [:]
        var lastWaiter = 0
        /// Handlers that run, and the frame whose handler is about to start.
        var running: [Frame] = []
        var starting: Frame?
        var isDispatching = false
        var seenEvents: [Int] = []
        var lastEmitted = 0
        var isOver = false
        var isOpening = true
        var closings = 0
        var areHooksRunning = false
        var isGone = false
    }

    var ends = [End(), End()]
    var random: SeededRandom
    /// The frames that a link cannot take any more, because it was closed or cut.
    var isCut = false
    private(set) var violations: [String] = []
    private(set) var lives = 0
    private(set) var answers = 0

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func step() {
        let side = Int.random(in: 0..<2, using: &random)
        switch Int.random(in: 0..<50, using: &random) {
        case 0...4: reserve(side)
        case 5...9: send(side)
        case 10...12: didSend(side)
        case 13...24: deliver(to: side)
        case 25...31: dispatch(side)
        case 32...38: finish(side)
        case 39...41: giveUp(side)
        case 42...44: emit(side)
        case 45: opened(side)
        case 46: closeHooks(side)
        default: if Int.random(in: 0..<25, using: &random) == 0 { leave(side) }
        }
        if isCut { comeToAnEnd() }
    }

    mutating func expect(_ holds: Bool, _ promise: String) {
        if !holds { violations.append(promise) }
    }

    /// What the peer answers a request with.
    static func answer(to payload: Int) -> Int { payload * 2 }

    private mutating func put(_ frame: Frame, from side: Int) {
        if !isCut { ends[1 - side].inbox.append(frame) }
    }
}

/// Asking.
extension TwoEnds {
    private mutating func reserve(_ side: Int) {
        do throws(RequestError) {
            ends[side].encoding.append(try ends[side].state.reserveRequest())
        } catch {
            expect(ends[side].state.pending.count == 4 || !ends[side].state.maySend, "a request is refused with reason")
        }
    }

    private mutating func send(_ side: Int) {
        guard let index = ends[side].encoding.indices.randomElement(using: &random) else { return }
        let id = ends[side].encoding.remove(at: index)
        ends[side].lastWaiter += 1
        let waiter = ends[side].lastWaiter
        if let ending = ends[side].state.beginSending(id, waiter: waiter) {
            return tell(side, waiter, .failed(ending))
        }
        guard !isCut else {
            let waiter = ends[side].state.pending.sendingFailed(id)
            if let waiter { tell(side, waiter, .refused) }
            return
        }
        put(.request(id, payload: waiter), from: side)
        ends[side].sending.append(id)
        ends[side].open.append(id)
    }

    private mutating func didSend(_ side: Int) {
        guard let index = ends[side].sending.indices.randomElement(using: &random) else { return }
        let id = ends[side].sending.remove(at: index)
        if ends[side].state.pending.didSend(id) != nil { put(.cancellation(id), from: side) }
    }

    private mutating func giveUp(_ side: Int) {
        guard let id = (ends[side].open + ends[side].encoding).randomElement(using: &random) else { return }
        let ending: RequestEnding = Bool.random(using: &random) ? .timedOut : .cancelled
        guard let ended = ends[side].state.pending.end(id, ending) else { return }
        if ended.cancelsAtPeer { put(.cancellation(id), from: side) }
        tell(side, ended.waiter, .failed(ending))
    }

    private mutating func tell(_ side: Int, _ waiter: Int, _ outcome: Outcome) {
        ends[side].outcomes[waiter, default: []].append(outcome)
        if case .answered(let payload) = outcome {
            answers += 1
            expect(payload == Self.answer(to: waiter), "an answer belongs to its request")
        }
        expect(ends[side].outcomes[waiter]?.count == 1, "a request ends once")
    }
}

/// Answering.
extension TwoEnds {
    private mutating func deliver(to side: Int) {
        guard !ends[side].isOver, let frame = ends[side].inbox.popFirst() else { return }
        switch frame {
        case .request(let id, _): admit(side, frame, id)
        case .event: admit(side, frame, nil)
        case .answer(let id, let payload):
            if let waiter = ends[side].state.pending.answer(id) { tell(side, waiter, .answered(payload)) }
        case .rejection(let id):
            if let waiter = ends[side].state.pending.answer(id) { tell(side, waiter, .rejected) }
        case .cancellation(let id):
            _ = ends[side].state.inbound.cancel(id)
        }
    }

    private mutating func admit(_ side: Int, _ frame: Frame, _ id: RequestID?) {
        switch ends[side].state.inbound.admit(id, byteCount: 1) {
        case .dispatch:
            expect(!ends[side].isDispatching, "one thread dispatches")
            (ends[side].isDispatching, ends[side].starting) = (true, frame)
        case .wait:
            let event = InboundEvent(
                channel: .main,
                name: EventName("\(payload(of: frame))"),
                requestID: id,
                array: 0..<0,
                argumentsStart: 0
            )
            if !ends[side].state.inbound.keep(InboundMessage(event: event, bytes: [0])), let id {
                put(.rejection(id), from: side)
            }
        case .full, .closed:
            if let id { put(.rejection(id), from: side) }
        case .duplicate:
            expect(false, "an orderly peer never uses a number twice")
        }
    }

    private func payload(of frame: Frame) -> Int {
        switch frame {
        case .request(_, let payload), .event(let payload), .answer(_, let payload): payload
        case .rejection, .cancellation: 0
        }
    }

    private mutating func dispatch(_ side: Int) {
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
        ends[side].starting = next.event.requestID.map { .request($0, payload: payload) } ?? .event(payload: payload)
    }

    private mutating func start(_ side: Int, _ frame: Frame) {
        ends[side].starting = nil
        switch frame {
        case .request(let id, let payload):
            guard ends[side].state.inbound.attach(payload, to: id) else {
                expect(!ends[side].state.inbound.finish(id), "what was cancelled before it began is not answered")
                return perform(side, ends[side].state.takeDue())
            }
        case .event(let payload):
            expect((ends[side].seenEvents.last ?? 0) < payload, "events start in the order in which they were emitted")
            ends[side].seenEvents.append(payload)
        case .answer, .rejection, .cancellation: break
        }
        ends[side].running.append(frame)
    }

    private mutating func finish(_ side: Int) {
        guard let index = ends[side].running.indices.randomElement(using: &random) else { return }
        let frame = ends[side].running.remove(at: index)
        if case .request(let id, let payload) = frame {
            if ends[side].state.inbound.finish(id) { put(.answer(id, payload: Self.answer(to: payload)), from: side) }
        } else {
            expect(!ends[side].state.inbound.finish(nil), "an event is not answered")
        }
        perform(side, ends[side].state.takeDue())
    }

    private mutating func perform(_ side: Int, _ due: ConnectionState<End.Waiter, Int, Int>.Due?) {
        switch due {
        case .close: isCut = true
        case .gone:
            expect(!ends[side].isGone, "a connection is gone once")
            expect(isIdle(ends[side]), "nothing runs on a connection that is gone")
            ends[side].isGone = true
        case nil: break
        }
    }

    private mutating func emit(_ side: Int) {
        guard ends[side].state.maySend else { return }
        ends[side].lastEmitted += 1
        put(.event(payload: ends[side].lastEmitted), from: side)
    }
}

/// The beginning and the end.
extension TwoEnds {
    private mutating func opened(_ side: Int) {
        guard ends[side].isOpening else { return }
        ends[side].isOpening = false
        if ends[side].state.opened() != nil { runHooks(side) }
    }

    private mutating func runHooks(_ side: Int) {
        ends[side].closings += 1
        ends[side].areHooksRunning = true
    }

    private mutating func closeHooks(_ side: Int) {
        guard ends[side].areHooksRunning else { return }
        ends[side].areHooksRunning = false
        perform(side, ends[side].state.closed())
    }

    private mutating func leave(_ side: Int) {
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
    private mutating func comeToAnEnd() {
        for side in 0..<2 where !ends[side].isOver && ends[side].inbox.isEmpty && Bool.random(using: &random) {
            guard let remains = ends[side].state.end(TransportEnd(status: .normalClosure)) else {
                expect(false, "a connection ends once")
                continue
            }
            ends[side].isOver = true
            for waiter in remains.waiters { tell(side, waiter, .failed(.connectionClosed)) }
            if ends[side].state.settled() != nil { runHooks(side) }
        }
        guard ends.allSatisfy({ $0.isOver && isIdle($0) && $0.encoding.isEmpty && $0.sending.isEmpty }) else { return }
        for end in ends {
            expect(end.closings == 1, "one onClose for each side")
            expect(end.isGone, "a connection is gone when nothing runs on it")
            expect(end.outcomes.count == end.lastWaiter, "each request has an end")
            expect(end.state.pending.isEmpty && !end.state.inbound.isRunning, "nothing is left behind")
            expect(end.state.inbound.waitingMessages == 0, "nothing waits any more")
        }
        lives += 1
        (ends, isCut) = ([End(), End()], false)
    }

    private func isIdle(_ end: End) -> Bool {
        end.running.isEmpty && end.starting == nil && !end.isOpening && !end.areHooksRunning
    }
}

import Testing

@testable import Fairway

/// Walks at random through what may happen to a connection, and holds its promises at every step.
struct ConnectionWalk {
    private var state = ConnectionState<Int, Int>(
        pending: PendingRequests(limit: 5),
        inbound: InboundQueue(
            limits: InboundLimits(runningHandlers: 3, waitingMessages: 4, waitingBytes: 1000),
            isHeld: true
        )
    )
    private var random: SeededRandom

    // What a shell knows of its own requests.
    private var reserved: [RequestID] = []
    private var sending: Set<RequestID> = []
    private var waiting: [RequestID: Int] = [:]
    private var gaveUpWhileSending: Set<RequestID> = []
    private var endsOfWaiters: [Int: Int] = [:]
    private var lastWaiter = 0

    // What a shell knows of the peer's.
    private var running: [RequestID?] = []
    private var cancelled: Set<RequestID> = []
    private var queued: [Int] = []
    private var started: [Int] = []
    private var lastMessage = 0
    private var isDispatching = false
    private var hasEnded = false

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func step() {
        switch Int.random(in: 0..<12, using: &random) {
        case 0: if state.maySend, let id = state.pending.reserve() { reserved.append(id) }
        case 1: beginSending()
        case 2: finishSending()
        case 3: answer()
        case 4: endRequest()
        case 5, 6: receive()
        case 7: dispatch()
        case 8: finishHandler()
        case 9: cancelHandler()
        case 10: state.inbound.release()
        default: if Int.random(in: 0..<30, using: &random) == 0 { close() }
        }
        check()
    }

    private func check() {
        #expect(running.count <= 3)
        #expect(queued.count <= 4)
        #expect(zip(started.suffix(5), started.suffix(5).dropFirst()).allSatisfy { $0 < $1 })
        #expect(endsOfWaiters.values.allSatisfy { $0 == 1 })
        if hasEnded { #expect(state.pending.isEmpty) }
    }
}

extension ConnectionWalk {
    private mutating func beginSending() {
        guard let id = reserved.popLast() else { return }
        lastWaiter += 1
        guard state.maySend, state.pending.beginSending(id, waiter: lastWaiter) else {
            return state.pending.release(id)
        }
        sending.insert(id)
        waiting[id] = lastWaiter
    }

    private mutating func finishSending() {
        guard let id = sending.sorted(by: { $0.rawValue < $1.rawValue }).randomElement(using: &random) else { return }
        sending.remove(id)
        // The peer is told exactly where somebody gave up before the message had left.
        let result = state.pending.didSend(id)
        #expect(result == (gaveUpWhileSending.remove(id) != nil))
    }

    private mutating func answer() {
        guard let id = RequestID(rawValue: Int.random(in: 1...lastWaiter + 2, using: &random)) else { return }
        let waiter = waiting.removeValue(forKey: id)
        let result = state.pending.answer(id)
        #expect(result == waiter)
        if let waiter { endsOfWaiters[waiter, default: 0] += 1 }
    }

    private mutating func endRequest() {
        let ids = waiting.keys.sorted { $0.rawValue < $1.rawValue }
        guard let id = ids.randomElement(using: &random), let waiter = waiting.removeValue(forKey: id) else { return }
        let ending = state.pending.end(id)
        #expect(ending?.waiter == waiter)
        #expect(ending?.cancelsAtPeer == !sending.contains(id))
        if sending.contains(id) { gaveUpWhileSending.insert(id) }
        endsOfWaiters[waiter, default: 0] += 1
    }
}

extension ConnectionWalk {
    private mutating func receive() {
        lastMessage += 1
        let id = Bool.random(using: &random) ? RequestID(rawValue: Int.random(in: 1...20, using: &random)) : nil
        let event = InboundEvent(
            channel: .main,
            name: EventName("\(lastMessage)"),
            requestID: id,
            array: 0..<0,
            argumentsStart: 0
        )
        switch state.inbound.admit(id, byteCount: 10) {
        case .dispatch:
            #expect(!isDispatching && queued.isEmpty)
            isDispatching = true
            start(lastMessage, id)
        case .wait:
            let result = state.inbound.keep(InboundMessage(event: event, bytes: []))
            #expect(result)
            queued.append(lastMessage)
        case .full: #expect(queued.count == 4)
        case .duplicate: #expect(id != nil)
        case .closed: #expect(!state.maySend)
        }
    }

    private mutating func dispatch() {
        guard isDispatching || state.inbound.resume() else { return }
        guard let message = state.inbound.next() else {
            isDispatching = false
            return
        }
        isDispatching = true
        #expect(queued.first.map { "\($0)" } == message.event.name.rawValue)
        start(queued.removeFirst(), message.event.requestID)
    }

    private mutating func start(_ message: Int, _ id: RequestID?) {
        started.append(message)
        #expect(id == nil || !running.contains(id))
        running.append(id)
    }

    private mutating func finishHandler() {
        guard let index = running.indices.randomElement(using: &random) else { return }
        let id = running.remove(at: index)
        let isCancelled = id.map { cancelled.remove($0) != nil } ?? false
        let result = state.inbound.finish(id)
        #expect(result == (id != nil && !isCancelled && !hasEnded))
    }

    private mutating func cancelHandler() {
        guard let id = running.compactMap(\.self).randomElement(using: &random) else { return }
        _ = state.inbound.cancel(id)
        cancelled.insert(id)
    }

    private mutating func close() {
        _ = state.close(.init(status: .normalClosure, reason: ""))
        queued = []
        guard Bool.random(using: &random), let remains = state.end(TransportEnd(status: .normalClosure)) else { return }
        #expect(!hasEnded)
        #expect(remains.end.isLocal)
        #expect(Set(remains.waiters) == Set(waiting.values))
        for waiter in remains.waiters { endsOfWaiters[waiter, default: 0] += 1 }
        (waiting, sending, reserved, gaveUpWhileSending) = ([:], [], [], [])
        hasEnded = true
    }
}

@Suite("A connection's state")
struct ConnectionStateTests {
    @Test("Holds its promises in every order of events", arguments: 1...100)
    func walk(seed: UInt64) {
        var walk = ConnectionWalk(seed: seed)
        for _ in 0..<500 { walk.step() }
    }
}

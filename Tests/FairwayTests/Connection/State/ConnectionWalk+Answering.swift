@testable import Fairway

/// What a shell knows of the peer's events and requests.
struct AnsweredRequests {
    typealias Message = (number: Int, id: RequestID?, size: Int)

    /// The one that the dispatcher has in its hands.
    var starting: Message?
    var running: [Message] = []
    /// The requests among them that will not be answered.
    var cancelled: Set<RequestID> = []
    var queued: [Message] = []
    var lastMessage = 0
    var lastStarted = 0
    var isDispatching = false

    var occupied: Int { running.count + (starting == nil ? 0 : 1) }
    var waitingBytes: Int { queued.reduce(0) { $0 + $1.size } }
    /// The handles of requests that run and have not been cancelled.
    var cancellable: [Int] {
        running.filter { $0.id.map { !cancelled.contains($0) } ?? false }.map(\.number)
    }

    mutating func endAll() {
        cancelled.formUnion((running + [starting].compactMap(\.self)).compactMap(\.id))
        queued = []
    }
}

extension ConnectionWalk {
    mutating func receive() {
        let id = oneOf(2) ? RequestID(rawValue: Int.random(in: 1...12, using: &random)) : nil
        let size = Int.random(in: 1...20, using: &random)
        let isKnown = (answered.running + answered.queued + [answered.starting].compactMap(\.self)).contains {
            id != nil && $0.id == id
        }
        answered.lastMessage += 1
        let message = (number: answered.lastMessage, id: id, size: size)
        switch state.inbound.admit(id, byteCount: size) {
        case .dispatch:
            expect(!answered.isDispatching && answered.queued.isEmpty, "what waits goes first")
            answered.isDispatching = true
            take(message)
        case .wait:
            expect(hasRoom(for: size), "no more waits than the limits")
            keep(message, size)
        case .full: expect(!hasRoom(for: size), "the queue is full")
        case .duplicate: expect(isKnown, "a number is in use")
        case .closed: expect(!life.maySend || life.isDraining, "nothing is dispatched any more")
        }
    }

    private func hasRoom(for size: Int) -> Bool {
        answered.queued.count < Self.limits.waitingMessages
            && answered.waitingBytes + size <= Self.limits.waitingBytes
    }

    private mutating func keep(_ message: AnsweredRequests.Message, _ size: Int) {
        // Another thread may let things through or end them meanwhile.
        if oneOf(8) { takeDue(graceIsOver: oneOf(2)) }
        let event = InboundEvent(
            channel: .main,
            name: EventName("\(message.number)"),
            requestID: message.id,
            array: 0..<0,
            argumentsStart: 0
        )
        let isKept = state.inbound.keep(InboundMessage(event: event, bytes: .zeros(size)))
        expect(isKept, "what is to wait is kept")
        if isKept { answered.queued.append(message) }
    }

    private mutating func take(_ message: AnsweredRequests.Message) {
        expect(message.number > answered.lastStarted, "handlers start in the order of their messages")
        expect(answered.starting == nil, "one handler starts at a time")
        answered.lastStarted = message.number
        answered.starting = message
    }

    mutating func dispatch() {
        if let message = answered.starting { return start(message) }
        if !answered.isDispatching {
            guard state.inbound.resume() else { return }
            answered.isDispatching = true
        }
        guard let next = state.inbound.next() else {
            answered.isDispatching = false
            return
        }
        let name = answered.queued.first.map { "\($0.number)" }
        expect(name == next.event.name.rawValue, "what came first goes first")
        if !answered.queued.isEmpty { take(answered.queued.removeFirst()) }
    }

    private mutating func start(_ message: AnsweredRequests.Message) {
        answered.starting = nil
        if let id = message.id {
            let isAttached = state.inbound.attach(message.number, to: id)
            expect(isAttached == !answered.cancelled.contains(id), "a request that was cancelled does not start")
        }
        answered.running.append(message)
    }

    mutating func finishHandler() {
        guard let index = answered.running.indices.randomElement(using: &random) else { return }
        leaveUnexcused()
        let message = answered.running.remove(at: index)
        let isCancelled = message.id.map { answered.cancelled.remove($0) != nil } ?? false
        let mayAnswer = state.inbound.finish(message.id)
        expect(mayAnswer == (message.id != nil && !isCancelled), "a request has one answer unless it is cancelled")
        takeDue(graceIsOver: oneOf(20))
    }

    mutating func cancelHandler() {
        guard let id = RequestID(rawValue: Int.random(in: 1...12, using: &random)) else { return }
        let handle = state.inbound.cancel(id)
        if let index = answered.queued.firstIndex(where: { $0.id == id }) {
            answered.queued.remove(at: index)
            return expect(handle == nil, "a request that waits never starts once it is cancelled")
        }
        let message = answered.running.first { $0.id == id }
        let isRunning = message != nil && !answered.cancelled.contains(id)
        expect(handle == (isRunning ? message?.number : nil), "a cancellation reaches its handler once")
        if message != nil || answered.starting?.id == id { answered.cancelled.insert(id) }
    }
}

@testable import Fairway

/// Walks at random through what may happen to one connection after the other, and holds the promises of its state
/// against a plain account of what has happened.
///
/// It plays the shell, with its threads, and a peer that may send anything at any time. When a connection has ended and
/// all that ran on it is over, nothing may be left, and the next one begins.
struct ConnectionWalk: RandomWalk {
    static let limits = InboundLimits(runningHandlers: 3, waitingMessages: 4, waitingBytes: 35)
    static let requestLimit = 5

    var state = ConnectionState<Int, Int, Int>(
        side: .client,
        maximumPendingRequests: requestLimit,
        maximumOpenChannels: channelLimit,
        inbound: limits
    )
    var random: SeededRandom
    var asked = AskedRequests()
    var answered = AnsweredRequests()
    var channels = OpenChannels()
    var life = Life()
    private(set) var violations: [String] = []
    /// How many connections have come to their end.
    private(set) var lives = 0

    /// What has happened to the connection as a whole.
    struct Life {
        var isOpening = true
        var openingHandle: Int?
        var isDraining = false
        var hasClosed = false
        var end: ConnectionEnd?
        var isSettled = false
        var closingHooks = 0
        var areHooksOver = false
        var isGone = false
        /// How many of the running handlers and hooks wait for the end themselves.
        var excused = 0

        /// How many hooks run that can wait for the end.
        var runningHooks: Int {
            (isOpening && openingHandle != nil ? 1 : 0) + (closingHooks > 0 && !areHooksOver ? 1 : 0)
        }
        /// How many hooks are not over, whether they have begun or not.
        var unfinishedHooks: Int { (isOpening ? 1 : 0) + (areHooksOver ? 0 : 1) }
        var maySend: Bool { !hasClosed && end == nil }
    }

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func step() {
        switch Int.random(in: 0..<48, using: &random) {
        case 0...3: reserve()
        case 4...7: beginSending()
        case 8...10: finishSending()
        case 11...13: answer()
        case 14...16: endRequest()
        case 17...23: receive()
        case 24...27: dispatch()
        case 28...31: finishHandler()
        case 32, 33: cancelHandler()
        case 34: attachOpening()
        case 35: opened()
        case 36: settle()
        case 37: closeHooks()
        case 38...45: useChannel()
        default: if oneOf(12) { leave() }
        }
        check()
        checkChannels()
    }

    mutating func oneOf(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

    mutating func expect(_ holds: Bool, _ promise: String) {
        if !holds { violations.append(promise) }
    }
}

/// The beginning and the end.
extension ConnectionWalk {
    private mutating func attachOpening() {
        guard life.isOpening, life.openingHandle == nil else { return }
        life.openingHandle = -1
        expect(state.opening(-1) == life.end, "the hook of the beginning is cancelled where the end has come")
    }

    private mutating func opened() {
        guard life.isOpening else {
            return expect(state.opened() == nil, "the beginning is over once")
        }
        if life.openingHandle != nil { leaveUnexcused() }
        life.isOpening = false
        let end = state.opened()
        expect(end == (life.isSettled ? life.end : nil), "the hooks of the end run when all of it is dealt with")
        if end != nil { life.closingHooks += 1 }
    }

    private mutating func leave() {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: close()
        case 1: drain()
        case 2, 3: excuse()
        default: end()
        }
    }

    private mutating func close() {
        expect(state.close(.init(status: .normalClosure, reason: "done")) == life.maySend, "a connection closes once")
        if life.maySend { (life.hasClosed, answered.queued) = (true, []) }
    }

    private mutating func drain() {
        let refused = state.drain(.init(status: .goingAway, reason: ""))
        guard life.maySend, !life.isDraining else {
            return expect(refused == nil, "a connection drains once")
        }
        expect(refused == answered.queued.compactMap(\.id), "requests that will not run are rejected")
        (life.isDraining, answered.queued) = (true, [])
        takeDue(graceIsOver: false)
    }

    /// What the shell does when a handler has ended, and when the time for it is up.
    mutating func takeDue(graceIsOver: Bool) {
        check(state.takeDue(graceIsOver: graceIsOver), graceIsOver: graceIsOver)
    }

    /// Holds what is due against what should be.
    mutating func check(_ due: ConnectionState<Int, Int, Int>.Due?, graceIsOver: Bool = false) {
        let closes = life.isDraining && life.maySend && (graceIsOver || answered.occupied <= life.excused)
        let unfinished = answered.occupied + channels.producing + life.unfinishedHooks
        let isGone = life.isSettled && !life.isGone && unfinished <= life.excused
        expect((due == .gone) == isGone, "a connection is gone once, when all that ran on it is over")
        let isClose = due.map { $0 != .gone } ?? false
        expect(isClose == closes, "a connection closes when its handlers have ended or their time is up")
        if closes { life.hasClosed = true }
        if isGone { life.isGone = true }
    }

    /// What the shell does before a handler or a hook is over: it waits no longer where it has waited for the end.
    mutating func leaveUnexcused() {
        guard life.excused == answered.running.count + life.runningHooks else { return }
        life.excused -= 1
        check(state.excuse(false))
    }

    private mutating func excuse() {
        let isMore = life.excused < answered.running.count + life.runningHooks
        life.excused += isMore ? 1 : -1
        guard life.excused >= 0 else { return life.excused = 0 }
        check(state.excuse(isMore))
    }

    private mutating func end() {
        let remains = state.end(TransportEnd(status: .normalClosure))
        guard life.end == nil else { return expect(remains == nil, "a connection ends once") }
        guard let remains else { return expect(false, "a connection ends") }
        expect(remains.end.isLocal == life.hasClosed, "the end knows who asked for it")
        expect(remains.waiters.sorted() == asked.waiters, "the end tells all who wait, and nobody else")
        let handles = answered.cancellable + (life.isOpening ? [life.openingHandle].compactMap(\.self) : [])
        expect(remains.handles.sorted() == handles.sorted(), "the end cancels requests, and no events")
        expect(remains.channels.sorted() == channels.unended, "the end ends every channel that has not ended")
        life.end = remains.end
        channels.endAll()
        asked.endAll()
        answered.endAll()
    }
}

extension ConnectionWalk {
    private mutating func settle() {
        let end = state.settled()
        guard life.end != nil, !life.isSettled else {
            return expect(end == nil, "the end is settled once")
        }
        life.isSettled = true
        expect(end == (life.isOpening ? nil : life.end), "the hooks of the end wait for that of the beginning")
        if end != nil { life.closingHooks += 1 }
    }

    private mutating func closeHooks() {
        guard life.closingHooks > 0, !life.areHooksOver else { return }
        leaveUnexcused()
        life.areHooksOver = true
        check(state.closed())
    }

    private mutating func check() {
        expect(state.maySend == life.maySend, "sending is allowed until this side closes or the connection ends")
        expect(state.pending.count == asked.count, "nothing of a request stays behind")
        expect(state.pending.count <= Self.requestLimit, "no more requests than the limit")
        expect(state.inbound.running == answered.occupied, "the handlers that run are known")
        expect(state.inbound.running <= Self.limits.runningHandlers, "no more handlers than the limit")
        expect(state.inbound.waitingMessages == answered.queued.count, "the messages that wait are known")
        expect(state.inbound.waitingMessages <= Self.limits.waitingMessages, "no more messages than the limit")
        expect(life.closingHooks <= 1, "one onClose for a connection")
        guard life.areHooksOver, asked.isIdle, answered.occupied == 0, channels.isIdle else { return }
        expect(life.closingHooks == 1, "one onClose for each connection")
        expect(life.isGone, "a connection is gone when nothing runs on it")
        expect(state.pending.isEmpty, "nothing is left behind")
        expect(asked.ends.allSatisfy { $0.value == 1 } && asked.ends.count == asked.lastWaiter, "one end per request")
        expect(channels.ends.allSatisfy { $0.value == 1 }, "a channel ends once")
        lives += 1
        state = ConnectionState(
            side: .client,
            maximumPendingRequests: Self.requestLimit,
            maximumOpenChannels: Self.channelLimit,
            inbound: Self.limits
        )
        (asked, answered, channels, life) = (AskedRequests(), AnsweredRequests(), OpenChannels(), Life())
    }
}

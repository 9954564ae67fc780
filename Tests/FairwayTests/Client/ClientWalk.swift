@testable import Fairway

/// Walks at random through what may happen to a client program's end: attempts, connections that come and go, events
/// from several tasks; and holds the promises of its state.
struct ClientWalk: RandomWalk {
    final class Link: Sendable {}

    private static let limit = 4

    private var state = ClientState<Link>(limit: limit)
    private var random: SeededRandom
    private var attempts: [ClientState<Link>.Attempt] = []
    private var givenUp: Set<ClientState<Link>.Attempt> = []
    /// Connections that a shell is about to bind.
    private var binding: [Link] = []
    private var current: Link?
    private var isBound = false
    private var lastEnd: ConnectionEnd?
    /// Numbers of events: those that wait, and those that a connection was given.
    private var waiting: [Int] = []
    private var given: [Int] = []
    /// Events of which it is not known yet whether the connection takes them.
    private var leaving: [(message: EncodedMessage, turn: ClientState<Link>.Turn, link: Link)] = []
    private var lost = 0
    private var lastEvent = 0
    private var refused = 0
    private(set) var violations: [String] = []

    /// How many events have been emitted.
    var events: Int { lastEvent }

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func step() {
        switch Int.random(in: 0..<16, using: &random) {
        case 0, 1: if attempts.count < 3 { attempts.append(state.beginAttempt()) }
        case 2: if let (attempt, _) = takeAttempt() { state.fail(attempt) }
        case 3, 4: if let (attempt, older) = takeAttempt() { begin(ending: attempt, givingUp: older) }
        case 5: begin(ending: nil, givingUp: attempts)
        case 6...8: bind()
        case 9: settle()
        case 10...13: emit()
        case 14: disconnect()
        default: if Int.random(in: 0..<4, using: &random) == 0 { close() }
        }
        check()
    }

    private mutating func expect(_ holds: Bool, _ promise: String) {
        if !holds { violations.append(promise) }
    }

    /// The attempts are in the order in which they began.
    private mutating func takeAttempt() -> (attempt: ClientState<Link>.Attempt, older: [ClientState<Link>.Attempt])? {
        guard let index = attempts.indices.randomElement(using: &random) else { return nil }
        return (attempts.remove(at: index), Array(attempts[..<index]))
    }

    private mutating func begin(
        ending attempt: ClientState<Link>.Attempt?,
        givingUp older: [ClientState<Link>.Attempt]
    ) {
        let link = Link()
        guard let beginning = state.begin(link, ending: attempt) else {
            return expect(attempt.map(givenUp.contains) ?? false, "an attempt counts until it is given up")
        }
        givenUp.formUnion(older)
        expect(attempt.map { !givenUp.contains($0) } ?? true, "an attempt that was given up does not count")
        expect(beginning.replaced === current, "a new connection replaces the one that is there")
        (current, isBound) = (link, false)
        binding.append(link)
    }

    private mutating func bind() {
        guard let index = binding.indices.randomElement(using: &random) else { return }
        let link = binding[index]
        // A shell sends one event after the other.
        if leaving.contains(where: { $0.link === link }) { return }
        switch state.bind(link) {
        case .send(let message, let turn):
            expect(link === current, "only the connection that is to be used is given what waits")
            expect(waiting.first == number(of: message), "what waits leaves in order")
            if !waiting.isEmpty { waiting.removeFirst() }
            leaving.append((message, turn, link))
        case .bound:
            expect(link === current && waiting.isEmpty, "what waits leaves before anything else")
            isBound = true
            binding.remove(at: index)
        case .over:
            expect(link !== current, "a connection is bound until it ends or is replaced")
            binding.remove(at: index)
        }
    }

    /// The connection takes an event that has waited, or has ended and does not.
    private mutating func settle() {
        guard let index = leaving.indices.randomElement(using: &random) else { return }
        let (message, turn, link) = leaving.remove(at: index)
        if Int.random(in: 0..<4, using: &random) > 0 { return given.append(number(of: message)) }
        if state.putBack(message, turn) {
            expect(waiting.allSatisfy { $0 > number(of: message) }, "nothing that was emitted later has left")
            waiting.insert(number(of: message), at: 0)
        } else {
            expect(link !== current, "an event is lost only where another connection has come")
            lost += 1
        }
        binding.removeAll { $0 === link }
    }

    private mutating func emit() {
        lastEvent += 1
        let message = EncodedMessage(bytes: Array("\(lastEvent)".utf8))
        // The connection may be on its way out without the state knowing.
        let over = Int.random(in: 0..<6, using: &random) == 0 ? current : nil
        switch state.emit(message, butNotOn: over) {
        case .send(let link):
            expect(link === current && isBound && link !== over, "an event goes to the connection that is bound")
            given.append(lastEvent)
        case .waits:
            expect(!isBound || over != nil, "an event waits only where there is no connection")
            waiting.append(lastEvent)
        case .full:
            expect(waiting.count >= Self.limit, "events wait up to the limit")
            refused += 1
        }
    }

    private mutating func disconnect() {
        let end = ConnectionEnd(status: .goingAway, reason: "\(lastEvent)", isLocal: false)
        if Int.random(in: 0..<4, using: &random) == 0 {
            return state.disconnect(Link(), end)
        }
        guard let link = current else { return }
        state.disconnect(link, end)
        (current, isBound, lastEnd) = (nil, false, end)
    }

    private mutating func close() {
        expect(state.close() === current, "closing tells which connection is to be closed")
        givenUp.formUnion(attempts)
    }

    private func number(of message: EncodedMessage) -> Int {
        Int(String(decoding: message.bytes, as: UTF8.self)) ?? 0
    }

    private mutating func check() {
        expect(state.connection === (isBound ? current : nil), "requests use the connection that is bound")
        expect(state.waitingEvents == waiting.count, "no event is lost")
        let known = given.count + leaving.count + waiting.count + refused + lost
        expect(known == lastEvent, "each event is given, waits or is refused, once")
        let isConnecting = current != nil || !attempts.allSatisfy(givenUp.contains)
        let status: ConnectionStatus = isBound ? .connected : isConnecting ? .connecting : .disconnected(lastEnd)
        expect(state.status == status, "the status is what there is")
    }
}

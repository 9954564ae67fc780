@testable import Fairway

/// Walks at random through what may happen to a client program's end: attempts, connections that come and go, the client's
/// coming back, events from several tasks; and holds the promises of its state.
struct ClientWalk: RandomWalk {
    final class Link: Sendable {}
    typealias State = ClientState<Link, Int>

    /// An attempt of the program's, or one to come back.
    struct Attempt {
        let attempt: State.Attempt
        let source: Int
        let isReturn: Bool
    }

    static let limit = 4
    static let backoff = Backoff(initialDelay: .seconds(1), maximumDelay: .seconds(20))

    var state: State
    var random: SeededRandom
    /// What is under way, in the order in which it began, also where it no longer counts.
    var attempts: [Attempt] = []
    var givenUp: Set<State.Attempt> = []
    /// Waits that a clock measures, also those that were given up, and the number of the one that counts.
    var waits: [(wait: State.Wait, number: Int)] = []
    var currentWait: Int?
    var lastWait = 0
    /// What the client comes back with, while it has a connection or comes back; and how often it has tried.
    var source: Int?
    var tries = 0
    var lastSource = 0
    var released: Set<Int> = []
    var now = Duration.zero
    var start = Duration.zero
    /// Connections that a shell is about to bind.
    var binding: [Link] = []
    var current: Link?
    var isBound = false
    var lastEnd: ConnectionEnd?
    /// Numbers of events: those that wait, and those that a connection was given.
    var waiting: [Int] = []
    var given: [Int] = []
    /// Events of which it is not known yet whether the connection takes them.
    var leaving: [(message: EncodedMessage, turn: State.Turn, link: Link)] = []
    var lost = 0
    var lastEvent = 0
    var refused = 0
    private(set) var violations: [String] = []
    /// Whether the client comes back by itself.
    let comesBack: Bool
    /// How often it has.
    var returns = 0

    /// How many events have been emitted.
    var events: Int { lastEvent }

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        comesBack = !seed.isMultiple(of: 4)
        state = State(limit: Self.limit, backoff: comesBack ? Self.backoff : nil)
    }

    mutating func step() {
        now += .milliseconds(Int.random(in: 0...2_000, using: &random))
        switch Int.random(in: 0..<30, using: &random) {
        case 0: if source == nil || Int.random(in: 0..<8, using: &random) == 0 { connect() }
        case 1, 2: fail()
        case 3...6: succeed()
        case 7: if Int.random(in: 0..<8, using: &random) == 0 { begin(ending: nil) }
        case 8...12: bind()
        case 13, 14: settle()
        case 15...21: emit()
        case 22...24: disconnect()
        case 25...28: resume()
        default: if Int.random(in: 0..<8, using: &random) == 0 { close() }
        }
        check()
    }

    mutating func expect(_ holds: Bool, _ promise: String) {
        if !holds { violations.append(promise) }
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

    private func number(of message: EncodedMessage) -> Int {
        Int(String(decoding: message.bytes, as: UTF8.self)) ?? 0
    }

    private mutating func check() {
        expect(state.connection === (isBound ? current : nil), "requests use the connection that is bound")
        expect(state.waitingEvents == waiting.count, "no event is lost")
        let known = given.count + leaving.count + waiting.count + refused + lost
        expect(known == lastEvent, "each event is given, waits or is refused, once")
        checkStatus()
        checkSources()
    }

    /// Whether an attempt still counts.
    func counts(_ attempt: Attempt) -> Bool { !givenUp.contains(attempt.attempt) }

    private mutating func checkStatus() {
        if isBound { return expect(state.status == .connected, "a bound connection is told") }
        if current != nil || attempts.contains(where: counts) {
            return expect(state.status == .connecting, "an attempt is told until it is bound")
        }
        guard currentWait != nil else {
            return expect(state.status == .disconnected(lastEnd), "the end is told where nothing more will happen")
        }
        guard case .reconnecting(let attempt, let delay) = state.status else {
            return expect(false, "a wait is told")
        }
        expect(attempt == tries && delay <= Self.backoff.bound(of: tries), "attempts are counted, and bound the delay")
    }

    /// Nothing is under way for a source that was released, and each other one is still of use.
    private mutating func checkSources() {
        for source in state.takeReleased() {
            expect(released.insert(source).inserted, "a source is released once")
        }
        var used = Set(attempts.filter(counts).map(\.source))
        if let source { used.insert(source) }
        expect(released.isDisjoint(with: used), "a source that is still of use is not released")
        expect(released.count + used.count == lastSource, "each other source is released")
    }
}

import Fairway
import FairwayTesting
import Foundation
import Synchronization

/// A peer that is not ours and knows no manners: it answers late, twice or never, repeats numbers, cancels what it has
/// not asked for, and sends junk.
final class LifeStranger: Sendable {
    /// How it answers a request, which the request's tag decides.
    enum Answer: Equatable {
        case right, twice, late, rejection, unreadable, never

        init(to tag: Int) {
            self =
                switch tag % 9 {
                case 0...3: .right
                case 4: .twice
                case 5: .late
                case 6: .rejection
                case 7: .unreadable
                default: .never
                }
        }

        var isRight: Bool { self == .right || self == .twice || self == .late }
    }

    private struct Asked {
        let question: LifeQuestion
        let tag: Int
        var isCancelled = false
        var answers = 0
    }

    private struct Frame: Decodable {
        var i: Int?
        var a: [JSONValue]?
        var d: JSONValue?
        var e: JSONValue?
        var x: JSONValue?
        var h: Int?
    }

    private struct State {
        var lastID = 0
        var asked: [Int: Asked] = [:]
        var owed: [String] = []
        var hasEnded = false
    }

    private let ledger: LifeLedger
    private let peer: RawPeer
    private let state = Mutex(State())
    /// Held while something is said, so that no cancellation overtakes its request.
    private let turn = Mutex(())

    init(_ transport: any Transport, _ ledger: LifeLedger) {
        self.ledger = ledger
        peer = RawPeer(transport)
        Task.detached { [self] in
            while case .message(let text) = await peer.next() { take(text) }
            state.withLock { $0.hasEnded = true }
        }
    }

    /// Whether each of its questions that has an answer has got it.
    var isSatisfied: Bool {
        state.withLock { state in
            state.hasEnded
                || state.asked.values.allSatisfy { $0.isCancelled || $0.question == .held || $0.answers > 0 }
        }
    }

    /// Sends something, which need not make sense.
    func speak(using random: inout SeededRandom) {
        var own = SeededRandom(seed: random.next())
        turn.withLock { _ in saySomething(using: &own) }
    }

    private func saySomething(using random: inout SeededRandom) {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4: ask(.random(using: &random))
        case 4: repeatQuestion()
        case 5: cancel(using: &random)
        // Nobody has asked that often.
        case 6: send(#"{"i":\#(Int.random(in: 1_000_000...2_000_000, using: &random)),"x":"never mind"}"#)
        case 7: send(Self.junk.randomElement(using: &random) ?? "")
        case 8: send(#"{"i":\#(Int.random(in: 1_000_000...2_000_000, using: &random)),"d":1}"#)
        default: send(#"{"a":["note",\#(ledger.newTag()),1,"\#(UUID())"]}"#)
        }
    }

    /// Cancels what ends only so.
    func cancelHeld() {
        turn.withLock { _ in cancelAllHeld() }
    }

    private func cancelAllHeld() {
        let ids = state.withLock { state in
            let ids = state.asked.filter { $0.value.question == .held && !$0.value.isCancelled }.map(\.key)
            for id in ids { state.asked[id]?.isCancelled = true }
            return ids
        }
        for id in ids { send(#"{"i":\#(id),"x":null}"#) }
    }

    func close() {
        peer.close()
    }

    private static let junk = [
        "", "{}", "null", "[", #"{"i":0,"a":["echo",1]}"#, #"{"i":1.5,"d":1}"#, #"{"a":[1]}"#, #"{"i":1,"i":2}"#,
        #"{"h":7,"a":["next"]}"#, #"{"h":7,"x":"gone","_":1}"#, #"{"i":1000000,"h":1}"#, #"{"ws-wrapper":false}"#,
        #"{"a":["note","tag",{},[]]}"#, #"{"a":["open"]}"#, "\u{FEFF}{}",
    ]

    private func send(_ frame: String) {
        // The link may have ended or be full, which is no concern of a peer like this one.
        do { try peer.send(frame) } catch {}
    }

    private func ask(_ question: LifeQuestion) {
        let tag = ledger.newTag()
        let id = state.withLock { state in
            state.lastID += 1
            state.asked[state.lastID] = Asked(question: question, tag: tag)
            return state.lastID
        }
        let depth = if case .askBack(let depth) = question { ",\(depth)" } else { "" }
        send(#"{"i":\#(id),"a":["\#(question.event)",\#(tag)\#(depth)]}"#)
    }

    /// Gives the number of a request that surely still runs to another one.
    private func repeatQuestion() {
        let id = state.withLock { state in
            state.asked.first { $0.value.question == .held && !$0.value.isCancelled }?.key
        }
        guard let id, ledger.plan.waitingMessages == 1024 else { return }
        send(#"{"i":\#(id),"a":["echo",0]}"#)
    }

    private func cancel(using random: inout SeededRandom) {
        let number = Int.random(in: 0..<1000, using: &random)
        let id = state.withLock { state -> Int? in
            guard state.lastID > 0 else { return nil }
            let id = number % state.lastID + 1
            state.asked[id]?.isCancelled = true
            return id
        }
        if let id { send(#"{"i":\#(id),"x":{"message":"never mind"},"_":1}"#) }
    }

    private func take(_ text: String) {
        let owed = state.withLock { state in
            defer { state.owed = [] }
            return state.owed
        }
        for frame in owed { send(frame) }
        guard let frame = try? JSONDecoder().decode(Frame.self, from: Data(text.utf8)) else {
            return ledger.complain("a frame that does not decode was sent: \(text)")
        }
        if frame.x != nil { return }
        guard let arguments = frame.a else { return takeAnswer(frame, text) }
        guard let id = frame.i, arguments.count > 1, case .number(let number) = arguments[1], let tag = Int("\(number)")
        else { return }
        let right = #"{"i":\#(id),"d":\#(tag)}"#
        switch Answer(to: tag) {
        case .right: send(right)
        case .twice:
            send(right)
            send(right)
        case .late: state.withLock { $0.owed.append(right) }
        case .rejection: send(#"{"i":\#(id),"e":"no \#(tag)"}"#)
        case .unreadable: send(#"{"i":\#(id),"d":{"not":"that"}}"#)
        case .never: break
        }
    }

    private func takeAnswer(_ frame: Frame, _ text: String) {
        guard let id = frame.i else { return }
        let complaint: String? = state.withLock { state in
            guard let asked = state.asked[id] else { return "nobody asked" }
            state.asked[id]?.answers += 1
            if asked.answers > 0 { return "a second answer" }
            if case .number(let number)? = frame.d {
                return "\(number)" == "\(asked.tag)" && asked.question.mayBeAnswered ? nil : "not an answer to \(asked)"
            }
            let message: String? =
                switch frame.e {
                case .string(let message)?: message
                case .object(let members)?: if case .string(let text)? = members["message"] { text } else { nil }
                default: nil
                }
            guard let message else { return "neither an answer nor a rejection" }
            if asked.question.mayBeRejected(asked.tag, message) { return nil }
            let isRefusal = ["the connection is closing", "too many requests are waiting"].contains(message)
            return isRefusal ? nil : "not a rejection of \(asked)"
        }
        if let complaint { ledger.complain("\(text): \(complaint)") }
    }
}

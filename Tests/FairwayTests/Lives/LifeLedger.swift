import FairwayTesting
import Synchronization

@testable import Fairway

/// What has happened in a life, and what was wrong with it.
///
/// Whatever is asked or emitted carries a tag of its own, so that it is known again wherever it turns up.
final class LifeLedger: Sendable {
    /// How far the hooks of one connection of a server have come.
    enum HookStage: Int, Sendable {
        case opening, open, closedForClient, closed
    }

    struct State {
        var stage = "beginning"
        var lastTag = 0
        var openQuestions: [Int: String] = [:]
        var failedQuestions: Set<Int> = []
        var runs: [Int: Int] = [:]
        var liveRuns: [Int: String] = [:]
        var neverSent: Set<Int> = []
        var emitted: Set<Int> = []
        var lastHeard: [String: Int] = [:]
        var disturbances = 0
        var serverHooks: [String: HookStage] = [:]
        /// How many connections the client has used, and for how many it was asked when it came back.
        var clientConnects = 0
        var clientReturns = 0
        var clientOpens = 0
        var clientCloses = 0
        var tokens = 0
        /// How many of the tokens are held by handlers of conversations.
        var conversations = 0
        var problems: [String] = []
    }

    let plan: LifePlan
    let clock = ManualClock()
    let gates = Gates()
    let state = Mutex(State())

    init(_ plan: LifePlan) {
        self.plan = plan
    }

    /// What a life that hangs is described with.
    var description: String {
        state.withLock { state in
            """
            \(plan); \(state.stage); open questions: \(state.openQuestions.sorted { $0.key < $1.key }); \
            running: \(state.liveRuns.sorted { $0.key < $1.key }); \(state.disturbances) disturbances; \
            hooks: \(state.serverHooks), \(state.clientConnects) connects, \(state.clientReturns) returns, \(state.clientOpens) opens, \
            \(state.clientCloses) closes; \(state.tokens) tokens, \(state.conversations) of conversations; \
            problems: \(state.problems)
            """
        }
    }

    /// Notes that the client is about to come back.
    ///
    /// - Returns: how often it has been.
    func beginReturn() -> Int {
        state.withLock { state in
            state.clientReturns += 1
            return state.clientReturns
        }
    }

    var problems: [String] { state.withLock(\.problems) }

    func enter(_ stage: String) {
        state.withLock { $0.stage = stage }
    }

    func complain(_ problem: String) {
        state.withLock { $0.problems.append(problem) }
    }

    /// To be called before anything that may end a connection.
    func disturb() {
        state.withLock { $0.disturbances += 1 }
    }

    func newTag() -> Int {
        state.withLock { state in
            state.lastTag += 1
            return state.lastTag
        }
    }

    /// Notes that the handler of a tag has started.
    func begin(_ tag: Int, _ event: String) {
        state.withLock { state in
            state.runs[tag, default: 0] += 1
            state.liveRuns[tag] = event
            if state.runs[tag] != 1 { state.problems.append("\(event) \(tag) ran \(state.runs[tag] ?? 0) times") }
        }
    }

    func end(_ tag: Int) {
        state.withLock { _ = $0.liveRuns.removeValue(forKey: tag) }
    }

    /// Notes that an event has reached its handler; those of one task come in order on each connection.
    ///
    /// - Parameter isComplete: whether none of them may be missing.
    func hear(_ number: Int, of stream: String, isComplete: Bool = false) {
        state.withLock { state in
            let last = state.lastHeard[stream] ?? 0
            if isComplete ? number != last + 1 : number <= last {
                state.problems.append("\(stream): \(number) came after \(last)")
            }
            state.lastHeard[stream] = number
        }
    }
}

/// Something that handlers, hooks and tasks of a life hold while they are there.
final class LifeToken: Sendable {
    private let ledger: LifeLedger
    private let isOfConversation: Bool

    init(_ ledger: LifeLedger, isOfConversation: Bool = false) {
        (self.ledger, self.isOfConversation) = (ledger, isOfConversation)
        count(1)
    }

    deinit { count(-1) }

    private func count(_ difference: Int) {
        ledger.state.withLock { state in
            state.tokens += difference
            if isOfConversation { state.conversations += difference }
        }
    }
}

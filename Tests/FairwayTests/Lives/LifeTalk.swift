import FairwayTesting
import Synchronization

@testable import Fairway

/// One side of a conversation in a life.
struct LifeTalk<Board: RemoteSide & HandlerRegistry>: Sendable
where Board.Outgoing == UntypedEvent, Board.Sender.Binding: UntypedTypes {
    let ledger: LifeLedger
    /// The tag of the request that opens it.
    let tag: Int
    /// Which of the two sides this is.
    let name: String
    let end: @Sendable (Board, _ isAborted: Bool) -> Void

    /// Registers the handlers of this side.
    func equip(_ board: Board) {
        let (ledger, token) = (ledger, LifeToken(ledger, isOfConversation: true))
        let stream = "conversation \(tag), heard by \(name)"
        board.on("say") { (number: Int) in
            withExtendedLifetime(token) { ledger.hear(number, of: stream, isComplete: !ledger.plan.mayOverflow) }
        }
        board.on("echo") { (tag: Int) in
            ledger.begin(tag, "echo")
            return withExtendedLifetime(token) {
                ledger.end(tag)
                return tag
            }
        }
        board.on("slow") { (tag: Int) in
            ledger.begin(tag, "slow")
            defer { withExtendedLifetime(token) { ledger.end(tag) } }
            await ledger.gates.wait(tag)
            return tag
        }
    }

    /// Says and asks several things.
    ///
    /// - Parameter said: how often this side has said something before.
    func talk(_ board: Board, saying said: Int = 0, using random: inout SeededRandom) async {
        var said = said
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            switch Int.random(in: 0..<6, using: &random) {
            case 0..<3: if await say(said + 1, to: board) { said += 1 }
            case 3:
                await ledger.ask(.echo, of: board, inConversation: true, mayLackRoom: mayLackRoom(behind: said))
            case 4:
                let timeout: Duration = .milliseconds(300)
                let mayLackRoom = mayLackRoom(behind: said)
                await ledger.ask(.slow, of: board, timeout: timeout, inConversation: true, mayLackRoom: mayLackRoom)
            default: for _ in 0..<Int.random(in: 1...20, using: &random) { await Task.yield() }
            }
        }
    }

    /// Whether so much has been said that it may all be waiting still for the answer that opens the conversation. The side
    /// that answers goes on in a task of its own, which does not wait for that.
    private func mayLackRoom(behind said: Int) -> Bool {
        said >= AnonymousChannels<ChannelRole>.heldMessages
    }

    /// - Returns: whether it is on its way.
    func say(_ number: Int, to board: Board) async -> Bool {
        do {
            try await board.emit("say", number)
            return true
        } catch {
            let isAllowed =
                switch error {
                case is CancellationError: Task.isCancelled
                case EmitError.channelClosed: true
                case EmitError.notConnected: ledger.mayBeDisconnected
                case EmitError.bufferFull: ledger.plan.mayOverflow || mayLackRoom(behind: number - 1)
                default: false
                }
            if !isAllowed { ledger.complain("conversation \(tag): nothing was said: \(error)") }
            return false
        }
    }

    /// What the handler of the request does that opens the conversation.
    func answer(_ board: Board) async throws {
        var random = SeededRandom(seed: ledger.plan.seed &+ UInt64(tag))
        equip(board)
        var said = 0
        for _ in 0..<random.choose(0, 1, 3, 16) where await say(said + 1, to: board) { said += 1 }
        switch Int.random(in: 0..<8, using: &random) {
        case 0: throw LifeFailure()
        case 1: return end(board, false)
        case 2: return end(board, true)
        case 3: await ledger.gates.wait(ledger.newTag())
        default: break
        }
        let (talkTag, token, beginning) = (ledger.newTag(), LifeToken(ledger), said)
        ledger.begin(talkTag, "talk")
        Task { [random] in
            var random = random
            await talk(board, saying: beginning, using: &random)
            if random.happens(onceIn: 2) { end(board, random.happens(onceIn: 2)) }
            withExtendedLifetime(token) { ledger.end(talkTag) }
        }
    }

    /// Opens the conversation, speaks in it and ends it.
    func lead(
        using random: inout SeededRandom,
        timeout: Duration?,
        open: (_ prepare: @escaping @Sendable (Board) -> Void) async throws -> Board,
        closed: (Board) async throws -> ConversationEnd
    ) async {
        let start = ledger.clock.now.elapsed
        ledger.state.withLock { $0.openQuestions[tag] = "conversation" }
        defer { ledger.state.withLock { $0.openQuestions[tag] = nil } }
        do {
            let board = try await open(equip)
            await talk(board, using: &random)
            end(board, random.happens(onceIn: 2))
            if try await closed(board) == .connectionEnded, !ledger.mayBeDisconnected {
                ledger.complain("conversation \(tag) ended with a connection that has not")
            }
        } catch {
            let requestTimeout = timeout ?? ledger.plan.configuration(clock: ledger.clock).requestTimeout
            let isTimely = ledger.clock.now.elapsed - start >= requestTimeout
            if ledger.allows(error, of: .fail, tag, isTimely: isTimely) { return }
            ledger.complain("conversation \(tag) ended with \(error)")
        }
    }
}

import FairwayTesting
import Foundation
import Synchronization

@testable import Fairway

/// One life: a client and a server, or one of them and a stranger, and several tasks that do at random what can be done.
final class Life: Sendable {
    private struct State {
        var servers: [FairwayServer] = []
        var lastServer = 0
        var links: [LifeTransport] = []
        var strangers: [LifeStranger] = []
        var tasks: [Task<Void, Never>] = []
        var isOver = false
    }

    let ledger: LifeLedger
    let client: FairwayClient?
    // The order which this lock makes is seen by the thread sanitizer, unlike that of a contended `Mutex`: what is
    // shared through it is made by one task and used by others without further ado.
    private let state = NSLocked(State())

    var plan: LifePlan { ledger.plan }
    var server: FairwayServer? { state.withLock { $0.servers.last } }
    var servers: [FairwayServer] { state.withLock(\.servers) }
    var links: [LifeTransport] { state.withLock(\.links) }
    var strangers: [LifeStranger] { state.withLock(\.strangers) }

    init(_ ledger: LifeLedger) {
        self.ledger = ledger
        if ledger.plan.cast == .strangerAndServer {
            client = nil
        } else {
            client = FairwayClient(
                configuration: ledger.plan.configuration(clock: ledger.clock),
                reconnecting: ledger.plan.comesBack ? ReconnectPolicy(initialDelay: .milliseconds(20)) : .never
            )
        }
        if let client { equip(client) }
        if ledger.plan.cast != .clientAndStranger { replaceServer() }
    }

    /// Begins to use a new server, as after one was shut down.
    func replaceServer() {
        let server = FairwayServer(configuration: plan.configuration(clock: ledger.clock))
        let number = state.withLock { state in
            state.lastServer += 1
            return state.lastServer
        }
        equip(server, number: number)
        state.withLock { $0.servers.append(server) }
    }

    func keep(_ links: [LifeTransport]) {
        state.withLock { $0.links += links }
    }

    func keep(_ stranger: LifeStranger) {
        state.withLock { $0.strangers.append(stranger) }
    }

    /// Keeps a task to be waited for at the end.
    func keep(_ task: Task<Void, Never>) {
        state.withLock { $0.tasks.append(task) }
    }

    /// Leads the life to its end, and complains of what is not as it should be.
    func lead() async {
        var random = SeededRandom(seed: plan.seed &* 31)
        if plan.comesBack { await connectForGood(using: &random, mayFail: false) } else { connect(using: &random) }
        let conductor = Task { await conduct() }
        ledger.enter("scripts")
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<plan.tasks { group.addTask { await self.play(number) } }
        }
        if !plan.isDisturbed { await expectDeliveries() }
        if random.happens(onceIn: 2) { await settle() }
        ledger.enter("ending")
        await end(using: &random)
        ledger.enter("waiting for requests")
        await finishTasks()
        ledger.enter("waiting for handlers and hooks")
        ledger.gates.openForGood()
        while !isQuiet { await Task.yield() }
        state.withLock { $0.isOver = true }
        await conductor.value
        ledger.enter("waiting for deadlines to be given back")
        while keepsDeadlines { await Task.yield() }
        ledger.enter("checking")
        check()
    }

    /// Lets time pass and opens gates, so that whatever waits for something goes on in the end.
    private func conduct() async {
        var random = SeededRandom(seed: plan.seed &* 37)
        while !state.withLock(\.isOver) {
            for _ in 0..<Int.random(in: 1...30, using: &random) { await Task.yield() }
            ledger.gates.openOne(using: &random)
            let isLeap = random.happens(onceIn: 20)
            ledger.clock.advance(by: .milliseconds(Int.random(in: 1...(isLeap ? 10_000 : 50), using: &random)))
        }
    }

    /// Holds a calm life to the promise that each event emitted in it is handled, and each question of strangers answered.
    private func expectDeliveries() async {
        ledger.enter("deliveries")
        // What comes last has everything before it.
        if plan.cast == .clientAndServer, let client, let remote = server?.clients.first {
            // As many may be pending already as there may be.
            while await !ledger.ask(.echo, of: client, timeout: .seconds(1_000_000)) { await Task.yield() }
            while await !ledger.ask(.echo, of: remote, timeout: .seconds(1_000_000)) { await Task.yield() }
            ledger.state.withLock { state in
                for tag in state.emitted where state.runs[tag] != 1 { state.problems.append("event \(tag) was lost") }
            }
        }
        for stranger in strangers { stranger.cancelHeld() }
        if plan.cast == .strangerAndServer { while !strangers.allSatisfy(\.isSatisfied) { await Task.yield() } }
    }

    /// Waits until whatever has begun has ended, while the connections are still there: nothing may stay behind in them.
    private func settle() async {
        ledger.enter("settling")
        await finishTasks()
        // A stranger does not close a link on which its cancellation was lost.
        if plan.mayOverflow, plan.cast != .clientAndServer { return }
        for stranger in strangers { stranger.cancelHeld() }
        while !links.allSatisfy(\.isIdle) { await Task.yield() }
        while client?.deadlines.isEmpty == false { await Task.yield() }
    }

    private func finishTasks() async {
        while let task = state.withLock({ $0.tasks.popLast() }) { await task.value }
    }

    private var isQuiet: Bool {
        ledger.state.withLock { state in
            state.liveRuns.isEmpty && state.conversations == 0 && state.serverHooks.values.allSatisfy { $0 == .closed }
                && state.clientOpens == state.clientConnects && state.clientCloses == state.clientConnects
        }
    }
}

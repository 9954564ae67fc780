import Foundation
import Synchronization
import Testing

@testable import Fairway

/// `FAIRWAY_LIVES` says how many lives are led, and `FAIRWAY_LIVES_SEED` leads only that one, as many times.
@Suite("Random lives")
struct RandomLivesTests {
    private static let limit = 60

    @Test("No answer is lost or doubled, nothing hangs, and nothing is left")
    func lives() async {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["FAIRWAY_LIVES_SEED"].flatMap { UInt64($0) }
        let count = environment["FAIRWAY_LIVES"].flatMap { Int($0) } ?? (seed == nil ? 400 : 1)
        let returns = await withTaskGroup(of: Int.self) { group in
            var returns = 0
            for number in 0..<count {
                if number >= 6 { returns += await group.next() ?? 0 }
                group.addTask { await lead(seed ?? UInt64(number)) }
            }
            return await group.reduce(returns, +)
        }
        #expect(returns > count / 20 || count < 100 || seed != nil, "only \(returns) came back")
    }

    /// - Returns: how often the client was about to come back.
    private func lead(_ seed: UInt64) async -> Int {
        let ledger = LifeLedger(LifePlan(seed: seed))
        let hasEnded: Void? = await Watchdog.watch(limit: Self.limit) {
            // Where every thread for tasks is blocked, no test will say it.
            FileHandle.standardError.write(Data("a life hangs: \(ledger.description)\n".utf8))
        } _: {
            let remains = await Self.remains(of: ledger)
            // What ended last is let go by tasks that have yet to return.
            while let description = remains.description {
                ledger.enter("letting go of \(description)")
                await Task.yield()
            }
        }
        if hasEnded == nil { Issue.record("hangs: \(ledger.description)") }
        if !ledger.problems.isEmpty { Issue.record("\(ledger.plan): \(ledger.problems.prefix(5))") }
        return ledger.state.withLock(\.clientReturns)
    }

    private static func remains(of ledger: LifeLedger) async -> LifeRemains {
        let life = Life(ledger)
        await life.lead()
        return LifeRemains(of: life)
    }
}

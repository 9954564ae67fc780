import FairwayTesting
import Synchronization

@testable import Fairway

extension Life {
    /// Makes a new connection, also where there is one already, with which the client does not come back.
    func connect(using random: inout SeededRandom) {
        let (end, isServerFirst) = (makeLink(using: &random), Bool.random(using: &random))
        if isServerFirst { end.join() }
        client?.connect(over: end.near)
        if !isServerFirst { end.join() }
    }

    /// Makes a new connection as a program does, waiting for it, with some that fail; the client may come back with it.
    func connectForGood(using random: inout SeededRandom, mayFail: Bool = true) async {
        guard let client else { return connect(using: &random) }
        let first = makeConnector(using: &random, mayFail: mayFail)
        let seed = random.next()
        do {
            try await client.connect { [weak self] attempt in
                if attempt.number == 0 { return first }
                guard let self else { throw LifeFailure() }
                return try comeBack(seed)
            }
        } catch is LifeFailure {
            if !first.fails { ledger.complain("connecting failed of itself") }
        } catch {
            // Somebody has closed the client meanwhile.
            if !(error is CancellationError) { ledger.complain("connecting failed: \(error)") }
        }
    }

    /// What the client comes back with.
    private func comeBack(_ seed: UInt64) throws -> LifeConnector {
        if !plan.comesBack { ledger.complain("the client came back and was not to") }
        var random = SeededRandom(seed: seed &+ UInt64(ledger.beginReturn()))
        if random.happens(onceIn: 6) { throw LifeFailure() }
        return makeConnector(using: &random, mayFail: true)
    }

    private func makeConnector(using random: inout SeededRandom, mayFail: Bool) -> LifeConnector {
        LifeConnector(
            end: makeLink(using: &random),
            yields: Int.random(in: 0...30, using: &random),
            fails: mayFail && random.happens(onceIn: 4)
        )
    }

    private func makeLink(using random: inout SeededRandom) -> LifeConnector.End {
        let (near, far) = InMemoryTransport.pair(bufferLimit: plan.bufferLimit)
        let (server, isOfStranger, ledger) = (server, plan.cast != .clientAndServer, ledger)
        let hasClient = client != nil
        let farEnd = LifeTransport(far, seed: random.next(), refusedSends: plan.refusedSends)
        let nearEnd = LifeTransport(near, seed: random.next(), refusedSends: plan.refusedSends) {
            if hasClient { ledger.state.withLock { $0.clientConnects += 1 } }
        }
        keep([nearEnd, farEnd])
        return LifeConnector.End(near: nearEnd) { [self] in
            server?.accept(farEnd)
            guard isOfStranger else { return }
            keep(LifeStranger(hasClient ? farEnd : nearEnd, ledger))
        }
    }
}

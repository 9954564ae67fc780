import NIOCore
import Testing

@testable import FairwayNIO

@Suite("The allowance for pings")
struct PingAllowanceTests {
    private func limits(_ all: Int, perSecond: Int) -> PingAllowance.Limits {
        var options = WebSocketOptions()
        (options.maximumPings, options.pingsPerSecond) = (all, perSecond)
        return PingAllowance.Limits(options)
    }

    private func time(_ milliseconds: UInt64) -> NIODeadline { .uptimeNanoseconds(milliseconds * 1_000_000) }

    private func taken(_ allowance: inout PingAllowance, at time: NIODeadline, _ limits: PingAllowance.Limits) -> Int {
        var count = 0
        while count < 10_000, allowance.take(at: time, limits) { count += 1 }
        return count
    }

    @Test("So many in a row, and more as time passes, but never more than that in a row")
    func refill() {
        let limits = limits(10, perSecond: 100)
        var allowance = PingAllowance()
        #expect(taken(&allowance, at: time(5_000), limits) == 10)
        #expect(taken(&allowance, at: time(5_009), limits) == 0)
        #expect(taken(&allowance, at: time(5_031), limits) == 3)
        #expect(taken(&allowance, at: time(99_000), limits) == 10)
    }

    @Test("Pings at the pace that is allowed go on for ever")
    func pace() {
        let limits = limits(5, perSecond: 100)
        var allowance = PingAllowance()
        let refused = (UInt64(0)..<1_000).filter { !allowance.take(at: time($0 * 10), limits) }
        #expect(refused == [])
    }

    @Test("A message makes room for as many as a side of our own has on their way")
    func messages() {
        let limits = limits(8, perSecond: 1)
        var allowance = PingAllowance()
        #expect(taken(&allowance, at: time(1), limits) == 8)
        allowance.forgive(limits)
        #expect(taken(&allowance, at: time(1), limits) == RoundTrips.maximumPings)
        for _ in 0..<100 { allowance.forgive(limits) }
        #expect(taken(&allowance, at: time(1), limits) == 8)
    }

    @Test(
        "Numbers that make no sense trap nothing",
        arguments: [(0, 0), (-1, -1), (.max, 1), (1, .max), (.max, .max), (.min, .min)]
    )
    func extremes(all: Int, perSecond: Int) {
        let limits = limits(all, perSecond: perSecond)
        var allowance = PingAllowance()
        #expect(allowance.take(at: .uptimeNanoseconds(0), limits) == (all > 0))
        allowance.forgive(limits)
        _ = allowance.take(at: .uptimeNanoseconds(.max), limits)
        allowance.forgive(limits)
    }
}

import NIOCore
import Testing

@testable import FairwayNIO

@Suite("Watching over a connection")
struct PeerWatchTests {
    private typealias Sight = PeerWatch.Sight

    /// Limits of so many looks.
    private func limits(
        silence: UInt32? = nil,
        answer: UInt32 = 1,
        idle: UInt32? = nil,
        message: UInt32? = nil,
        stall: UInt32? = nil
    ) throws -> WatchLimits {
        var limits = try #require(WatchLimits(WebSocketOptions()))
        (limits.silence, limits.answer, limits.idle) = (silence, answer, idle)
        (limits.message, limits.stall) = (message, stall)
        return limits
    }

    /// What comes of so many looks at the same thing.
    private func verdicts(
        _ watch: inout PeerWatch,
        _ count: Int,
        at sight: PeerWatch.Sight = Sight(),
        _ limits: WatchLimits
    ) -> [PeerWatch.Verdict] {
        (0..<count).map { _ in watch.look(at: sight, limits) }
    }

    private func nothing(_ count: Int) -> [PeerWatch.Verdict] { Array(repeating: .nothing, count: count) }

    @Test("A quiet peer is asked once, and dead where it stays quiet; the first look begins the count")
    func silence() throws {
        var watch = PeerWatch()
        let all = verdicts(&watch, 7, try limits(silence: 3, answer: 2))
        #expect(all == nothing(3) + [.ping, .nothing, .dead, .dead])
    }

    @Test("Whatever is heard counts, before the ping and after")
    func hearing() throws {
        let limits = try limits(silence: 2, answer: 2)
        var watch = PeerWatch()
        for _ in 0..<20 {
            #expect(verdicts(&watch, 4, limits) == nothing(2) + [.ping, .nothing])
            watch.hear()
        }
        for _ in 0..<20 {
            #expect(verdicts(&watch, 2, limits) == nothing(2))
            watch.hear()
        }
    }

    @Test("A connection without messages is idle, whatever else is heard of the peer")
    func idle() throws {
        let limits = try limits(silence: 1, answer: 1, idle: 3)
        var watch = PeerWatch()
        for _ in 0..<10 {
            watch.carryMessage()
            watch.hear()
            #expect(verdicts(&watch, 1, limits) == [.nothing])
            #expect(verdicts(&watch, 1, limits) == [.ping])
            watch.hear()
            #expect(verdicts(&watch, 1, limits) == [.nothing])
        }
        watch.hear()
        #expect(verdicts(&watch, 1, limits) == [.idle])
    }

    @Test("A message that has begun is to become complete; the look that finds it begins the count")
    func slowMessage() throws {
        let limits = try limits(message: 2)
        let halfway = Sight(isMidMessage: true)
        var watch = PeerWatch()
        #expect(verdicts(&watch, 2, at: halfway, limits) == nothing(2))
        // One became complete, and another has begun.
        watch.complete()
        #expect(verdicts(&watch, 2, at: halfway, limits) == nothing(2))
        #expect(verdicts(&watch, 1, limits) == nothing(1))
        #expect(verdicts(&watch, 3, at: halfway, limits) == nothing(2) + [.slowMessage])
    }

    @Test("Bytes that come slowly make no message, though they are heard")
    func trickle() throws {
        let limits = try limits(silence: 1, message: 4)
        var watch = PeerWatch()
        let all = (0..<5).map { _ in
            watch.hear()
            return watch.look(at: Sight(isMidMessage: true), limits)
        }
        #expect(all == nothing(4) + [.slowMessage])
    }

    @Test("A peer that takes nothing of what waits stalls, whatever it sends")
    func stalled() throws {
        let limits = try limits(silence: 1, stall: 3)
        var watch = PeerWatch()
        let all = (0..<5).map { number in
            watch.hear()
            watch.carryMessage()
            // More and more is written, and nothing of it is taken.
            let written = Int64(1_000 + number * 50)
            return watch.look(at: Sight(writtenBytes: written, waitingBytes: written - 700), limits)
        }
        #expect(all == nothing(3) + [.stalled, .stalled])
    }

    @Test("A peer that takes a little is slow and not stalled, and it is alive, though it says nothing")
    func slow() throws {
        let limits = try limits(silence: 2, answer: 1, stall: 2)
        var watch = PeerWatch()
        for number in Int64(0)..<50 {
            let sight = Sight(writtenBytes: 1_000 + 2 * number, waitingBytes: 900 + number)
            #expect(watch.look(at: sight, limits) == .nothing)
        }
        // That the system takes what does not have to wait says nothing of the peer.
        let verdicts = (Int64(0)..<4).map { number in
            watch.look(at: Sight(writtenBytes: 2_000 + 100 * number), limits)
        }
        #expect(verdicts == [.nothing, .nothing, .ping, .dead])
    }

    @Test("What nobody reads is not owed")
    func held() throws {
        let limits = try limits(silence: 1, answer: 1, idle: 1, message: 1)
        var watch = PeerWatch()
        #expect(verdicts(&watch, 9, at: Sight(isReading: false, isMidMessage: true), limits) == nothing(9))
        #expect(verdicts(&watch, 1, at: Sight(isMidMessage: true), limits) == nothing(1))
        #expect(verdicts(&watch, 1, at: Sight(isMidMessage: true), limits) == [.slowMessage])
    }

    @Test("The looks come four times in the shortest of the times, and at least every five seconds")
    func steps() throws {
        var options = WebSocketOptions()
        #expect(WatchLimits(options)?.step == .milliseconds(2_500))
        #expect(WatchLimits(options)?.answer == 4)
        #expect(WatchLimits(options)?.message == 24)
        options.messageTimeout = .milliseconds(70)
        #expect(WatchLimits(options)?.step == .microseconds(17_500))
        options.stallTimeout = .milliseconds(1)
        #expect(WatchLimits(options)?.step == .milliseconds(10))
        #expect(WatchLimits(options)?.stall == 1)
        (options.messageTimeout, options.stallTimeout, options.pingInterval) = (nil, nil, nil)
        #expect(WatchLimits(options) == nil)
        options.idleTimeout = .seconds(1 << 40)
        #expect(WatchLimits(options)?.step == .seconds(5))
        #expect(try #require(WatchLimits(options)?.idle) > 1 << 30)
        options.idleTimeout = .seconds(-1)
        #expect(WatchLimits(options)?.idle == 1)
    }
}

import Fairway
import FairwayTesting
import Logging

extension SeededRandom {
    /// One of several.
    mutating func choose<Value>(_ first: Value, _ others: Value...) -> Value {
        others.randomElement(using: &self).flatMap { other in
            Int.random(in: 0...others.count, using: &self) == 0 ? first : other
        } ?? first
    }

    /// True once in so many times, on average.
    mutating func happens(onceIn count: Int) -> Bool {
        Int.random(in: 0..<count, using: &self) == 0
    }
}

/// Under which conditions a life is led, all of them drawn from its seed.
struct LifePlan: Sendable, CustomStringConvertible {
    /// Who meets whom.
    enum Cast: String, CaseIterable, Sendable {
        case clientAndServer
        case clientAndStranger
        case strangerAndServer
    }

    let seed: UInt64
    let cast: Cast
    /// Whether the client comes back by itself when it has lost its connection.
    let comesBack: Bool
    /// Whether connections end before the life does.
    let isDisturbed: Bool
    let tasks: Int
    let stepsOfEach: Int
    let runningHandlers: Int
    let waitingMessages: Int
    let pendingRequests: Int
    let bufferLimit: Int
    /// How many sends in a thousand find the buffer full.
    let refusedSends: Int
    let overflow: OutboundOverflow

    init(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        self.seed = seed
        cast = random.choose(.clientAndServer, .clientAndServer, .clientAndStranger, .strangerAndServer)
        isDisturbed = Int.random(in: 0..<4, using: &random) > 0
        tasks = Int.random(in: 2...4, using: &random)
        stepsOfEach = Int.random(in: 3...12, using: &random)
        runningHandlers = random.choose(1, 2, 5, 128)
        // Where a queue or a buffer overflows, a connection may end.
        waitingMessages = isDisturbed ? random.choose(2, 10, 1024) : 1024
        pendingRequests = random.choose(3, 20, 128)
        bufferLimit = isDisturbed ? random.choose(1 << 20, 1 << 20, 400) : 1 << 20
        refusedSends = isDisturbed ? random.choose(0, 0, 20, 100) : 0
        comesBack = random.happens(onceIn: 2)
        overflow = random.choose(.close, .fail, .wait)
    }

    /// Whether queues and buffers are so small that what is sent may be refused, and a connection end of it.
    var mayOverflow: Bool { bufferLimit < 1 << 20 || refusedSends > 0 || waitingMessages < 1024 }

    func configuration(clock: ManualClock) -> ConnectionConfiguration {
        var configuration = ConnectionConfiguration()
        configuration.clock = clock
        configuration.maximumRunningHandlers = runningHandlers
        configuration.maximumWaitingMessages = waitingMessages
        configuration.maximumPendingRequests = pendingRequests
        configuration.outboundOverflow = overflow
        configuration.logger = Logger(label: "lives") { _ in SwiftLogNoOpLogHandler() }
        return configuration
    }

    var description: String {
        """
        seed \(seed): \(cast)\(isDisturbed ? ", disturbed" : "")\(comesBack ? ", comes back" : ""), \(tasks) tasks of \(stepsOfEach) steps, \
        \(runningHandlers) running, \(waitingMessages) waiting, \(pendingRequests) pending, buffer \(bufferLimit), \
        \(refusedSends)‰ refused, \(overflow) on overflow
        """
    }
}

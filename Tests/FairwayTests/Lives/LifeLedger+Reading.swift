import Fairway
import FairwayTesting
import Synchronization

extension LifeLedger {
    /// Reads a stream, in one of the ways that there are, and judges its values and its end.
    func read<Side: RemoteSide>(of side: Side, using random: inout SeededRandom, timeout: Duration?) async
    where Side.Outgoing == UntypedEvent {
        let reading = LifeReading(
            tag: newTag(),
            manner: LifeStream.allCases.randomElement(using: &random) ?? .plain,
            length: random.choose(0, 1, 5, 30, 200),
            lastRead: random.happens(onceIn: 3) ? Int.random(in: 1...20, using: &random) : nil,
            yields: random.choose(0, 0, 3, 20),
            timeout: timeout
        )
        guard reading.manner == .endless || random.happens(onceIn: 6) else { return await read(reading, of: side) }
        // Cancelled in the middle, because some streams end only so.
        let task = Task { await read(reading, of: side) }
        await gates.wait(newTag())
        task.cancel()
        await task.value
    }

    private func read<Side: RemoteSide>(_ reading: LifeReading, of side: Side) async
    where Side.Outgoing == UntypedEvent {
        let start = clock.now.elapsed
        state.withLock { $0.openQuestions[reading.tag] = "\(reading)" }
        var seen = 0
        var complaint: String?
        do {
            let stream = try await side.stream(
                "values",
                reading.tag,
                reading.length,
                reading.manner.rawValue,
                of: Int.self,
                timeout: reading.timeout
            )
            for try await value in stream {
                seen += 1
                if value != seen { complaint = "got \(value) after \(seen - 1) values" }
                if seen == reading.lastRead { break }
                for _ in 0..<reading.yields { await Task.yield() }
            }
            let isWhole = seen == reading.length && (reading.manner == .plain || reading.manner == .gated)
            if seen != reading.lastRead, !isWhole { complaint = "ended after \(seen) values" }
        } catch {
            let isTimely =
                clock.now.elapsed - start >= (reading.timeout ?? plan.configuration(clock: clock).requestTimeout)
            let isOwn = reading.manner == .failing && (error as? RemoteError)?.message == "no \(reading.tag)"
            if isOwn ? seen != reading.length : !allows(error, of: .echo, reading.tag, isTimely: isTimely) {
                complaint = "ended with \(error) after \(seen) values"
            }
        }
        state.withLock { [complaint] state in
            state.openQuestions[reading.tag] = nil
            if let complaint { state.problems.append("\(reading) \(complaint)") }
        }
    }
}

/// How a stream is asked for and read.
struct LifeReading: Sendable {
    let tag: Int
    let manner: LifeStream
    let length: Int
    /// After which value the loop is left.
    let lastRead: Int?
    /// How slowly it is read.
    let yields: Int
    let timeout: Duration?
}

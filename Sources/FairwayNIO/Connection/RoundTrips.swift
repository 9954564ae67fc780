/// Pings that find out when the peer has had what was sent before them (RFC 6455, sections 5.5.2 and 5.5.3).
///
/// A value without input and output. Few pings are on their way at a time; who asks meanwhile shares the next one.
struct RoundTrips {
    /// Called once when the peer has answered, or at the end.
    typealias Completion = @Sendable () -> Void

    /// How many pings may be unanswered.
    static let maximumPings = 4

    private var waiting: [Completion] = []
    private var pings: [(number: UInt64, completions: [Completion])] = []
    private var lastNumber: UInt64 = 0

    /// Takes round trips that begin with the next ping.
    mutating func add(_ completions: [Completion]) {
        waiting += completions
    }

    /// The payload of the ping to send now, if one is due; it stands for all that were added since the one before.
    mutating func nextPing() -> [UInt8]? {
        guard !waiting.isEmpty, pings.count < Self.maximumPings else { return nil }
        lastNumber &+= 1
        pings.append((lastNumber, waiting))
        waiting = []
        return withUnsafeBytes(of: lastNumber.bigEndian, Array.init)
    }

    /// Takes a pong's payload; one that answers none of these pings is nobody's.
    ///
    /// - Returns: what is to be called, in the order in which it was added: a pong answers all earlier pings too.
    mutating func receivePong(_ payload: [UInt8]) -> [Completion] {
        guard payload.count == MemoryLayout<UInt64>.size else { return [] }
        let number = payload.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let index = pings.firstIndex(where: { $0.number == number }) else { return [] }
        defer { pings.removeFirst(index + 1) }
        return pings[...index].flatMap(\.completions)
    }

    /// Forgets all round trips, because no pong comes any more.
    ///
    /// - Returns: what is to be called, in the order in which it was added.
    mutating func end() -> [Completion] {
        defer {
            pings = []
            waiting = []
        }
        return pings.flatMap(\.completions) + waiting
    }
}

/// Answers pings at once while few answers are on their way, else the latest alone (RFC 6455, section 5.5.3).
struct PongState: Hashable {
    /// How many pongs may be on their way.
    static let maximumInFlight = 16

    private var waiting: [UInt8]?
    private var inFlight = 0

    /// Takes a ping's payload; it replaces that of an earlier ping which has not been answered.
    mutating func receive(_ payload: [UInt8]) {
        waiting = payload
    }

    /// The payload of the pong to send now, if one is due.
    mutating func next() -> [UInt8]? {
        guard inFlight < Self.maximumInFlight, let payload = waiting else { return nil }
        waiting = nil
        inFlight += 1
        return payload
    }

    /// Takes note that so many pongs have left.
    mutating func sent(_ count: Int) {
        inFlight -= count
    }
}

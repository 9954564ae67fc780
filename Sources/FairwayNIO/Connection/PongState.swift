/// Answers pings so that no more than one answer is on its way, whatever the peer asks (RFC 6455, section 5.5.3).
struct PongState: Hashable {
    private var waiting: [UInt8]?
    private var isInFlight = false

    /// Takes a ping's payload; it replaces that of an earlier ping which has not been answered.
    mutating func receive(_ payload: [UInt8]) {
        waiting = payload
    }

    /// The payload of the pong to send now, if one is due.
    mutating func next() -> [UInt8]? {
        guard !isInFlight, let payload = waiting else { return nil }
        waiting = nil
        isInFlight = true
        return payload
    }

    /// Takes note that the last pong has left.
    mutating func sent() {
        isInFlight = false
    }
}

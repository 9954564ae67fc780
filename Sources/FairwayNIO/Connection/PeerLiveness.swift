/// Whether the peer is still there, judged by whether anything is heard of it (RFC 6455, section 5.5.2).
///
/// A value without clock: it is told how much time has passed.
struct PeerLiveness: Hashable {
    /// What to do about the peer.
    enum Verdict: Hashable {
        case nothing
        /// It has been quiet for so long that it is to be asked.
        case ping
        /// It was asked and said nothing.
        case dead
    }

    private var hasBeenHeard = false
    private var quietTime = Duration.zero
    private var askedFor: Duration?

    /// Takes note that something came, whatever it was.
    mutating func hear() {
        hasBeenHeard = true
    }

    /// Takes note that time has passed.
    ///
    /// - Parameters:
    ///   - interval: how long a peer may be quiet before it is asked.
    ///   - timeout: how long it may then take to say something.
    mutating func pass(_ time: Duration, interval: Duration, timeout: Duration) -> Verdict {
        if hasBeenHeard {
            self = PeerLiveness()
            return .nothing
        }
        if let asked = askedFor {
            askedFor = asked + time
            return asked + time >= timeout ? .dead : .nothing
        }
        quietTime += time
        guard quietTime >= interval else { return .nothing }
        askedFor = .zero
        return .ping
    }
}

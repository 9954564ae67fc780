import Fairway

/// A link in memory whose round trips end when a test says so.
final class RoundTripTransport: Transport {
    /// What to call to end a round trip, in the order in which they began.
    let roundTrips = Queue<@Sendable () -> Void>()
    private let inner: any Transport

    init(_ inner: any Transport) {
        self.inner = inner
    }

    var isBehind: Bool { inner.isBehind }

    func start(delivering receiver: any TransportReceiver) { inner.start(delivering: receiver) }

    func send(_ message: EncodedMessage) throws(TransportError) { try inner.send(message) }

    func roundTrip(_ done: @escaping @Sendable () -> Void) { roundTrips.add(done) }

    func close(status: StatusCode, reason: String) { inner.close(status: status, reason: reason) }

    func abort() { inner.abort() }
}

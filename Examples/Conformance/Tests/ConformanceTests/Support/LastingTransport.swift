import Fairway
import Synchronization

/// A link whose other end takes everything and answers no close: it lasts until it is cut.
final class LastingTransport: Transport {
    private let receiver = Mutex<(any TransportReceiver)?>(nil)

    func start(delivering receiver: any TransportReceiver) {
        self.receiver.withLock { $0 = receiver }
    }

    func send(_ message: EncodedMessage) throws(TransportError) {}

    var isBehind: Bool { false }

    func roundTrip(_ done: @escaping @Sendable () -> Void) {
        Task { done() }
    }

    func close(status: StatusCode, reason: String) {}

    func abort() {
        let receiver = receiver.withLock { receiver in
            defer { receiver = nil }
            return receiver
        }
        receiver?.end(TransportEnd(status: .abnormalClosure))
    }
}

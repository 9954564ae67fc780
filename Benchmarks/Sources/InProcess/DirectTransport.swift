import Fairway
import Synchronization

/// A transport whose messages are pushed by the benchmark and whose answers are counted.
final class DirectTransport: Transport {
    private let receiver = Mutex<(any TransportReceiver)?>(nil)
    private let sentBytes = Mutex(0)

    var byteCount: Int { sentBytes.withLock(\.self) }

    func start(delivering receiver: any TransportReceiver) {
        self.receiver.withLock { $0 = receiver }
    }

    func send(_ message: EncodedMessage) {
        sentBytes.withLock { $0 += message.bytes.count }
    }

    func push(_ messages: [[UInt8]]) {
        guard let receiver = receiver.withLock(\.self) else { return }
        for message in messages { receiver.receive(message.span.bytes) }
    }

    /// Pushes messages that have come together.
    func push(_ bytes: [UInt8], at places: [Range<Int>]) {
        receiver.withLock(\.self)?.receive(bytes.span.bytes, messages: places) { true }
    }

    var isBehind: Bool { false }

    func roundTrip(_ done: @escaping @Sendable () -> Void) {
        Task { done() }
    }

    func close(status: StatusCode, reason: String) {}
    func abort() {}
}

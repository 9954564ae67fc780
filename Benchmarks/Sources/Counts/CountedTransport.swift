import Fairway
import Synchronization

/// A transport into which the program pushes what arrives, and which keeps of what is sent how much it was, or hands it on.
final class CountedTransport: Transport {
    private let receiver = Mutex<(any TransportReceiver)?>(nil)
    private let sent = Mutex((messages: 0, bytes: 0))
    private let onSend: (@Sendable (EncodedMessage) -> Void)?

    init(onSend: (@Sendable (EncodedMessage) -> Void)? = nil) {
        self.onSend = onSend
    }

    var messageCount: Int { sent.withLock(\.messages) }
    var byteCount: Int { sent.withLock(\.bytes) }

    func start(delivering receiver: any TransportReceiver) {
        self.receiver.withLock { $0 = receiver }
    }

    func send(_ message: EncodedMessage) {
        sent.withLock { $0 = ($0.messages + 1, $0.bytes + message.bytes.count) }
        onSend?(message)
    }

    func push(_ message: [UInt8]) {
        receiver.withLock(\.self)?.receive(message.span.bytes)
    }

    var isBehind: Bool { false }

    func roundTrip(_ done: @escaping @Sendable () -> Void) {
        Task { done() }
    }

    func close(status: StatusCode, reason: String) {}
    func abort() {}
}

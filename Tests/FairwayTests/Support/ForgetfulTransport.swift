import Synchronization

@testable import Fairway

/// A transport that delivers what the test says, and whose bytes are something else once they have been delivered.
final class ForgetfulTransport: Transport {
    private let receiver = Mutex<(any TransportReceiver)?>(nil)
    private let tell: @Sendable (String) -> Void

    /// - Parameter tell: gets each message that is sent, and `close …` or `abort`.
    init(tell: @escaping @Sendable (String) -> Void) {
        self.tell = tell
    }

    func start(delivering receiver: any TransportReceiver) {
        self.receiver.withLock { $0 = receiver }
    }

    func deliver(_ message: [UInt8]) {
        var message = message
        receiver.withLock(\.self)?.receive(message.span.bytes)
        Self.forget(&message)
    }

    /// Delivers messages together, as one does that has read them together.
    func deliver(_ messages: [String]) {
        var (bytes, places): ([UInt8], [Range<Int>]) = ([], [])
        for message in messages {
            places.append(bytes.count..<bytes.count + message.utf8.count)
            bytes += message.utf8
        }
        receiver.withLock(\.self)?.receive(bytes.span.bytes, messages: places) { true }
        Self.forget(&bytes)
    }

    /// Sees to it that whoever reads the bytes later reads something else.
    private static func forget(_ bytes: inout [UInt8]) {
        _ = bytes.withUnsafeMutableBytes { $0.initializeMemory(as: UInt8.self, repeating: 0) }
    }

    func send(_ message: EncodedMessage) {
        tell(String(decoding: message.bytes, as: UTF8.self))
    }

    var isBehind: Bool { false }

    func roundTrip(_ done: @escaping @Sendable () -> Void) {
        Task { done() }
    }

    func close(status: StatusCode, reason: String) {
        tell("close \(status): \(reason)")
    }

    func abort() {
        tell("abort")
    }
}

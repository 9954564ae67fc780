import Fairway
import Synchronization

/// What a transport delivered.
enum Delivery: Hashable, Sendable {
    case message([UInt8])
    case end(TransportEnd)
}

/// Takes what a transport delivers, for a test to read in order.
final class RecordingReceiver: TransportReceiver {
    let deliveries: AsyncStream<Delivery>
    private let continuation: AsyncStream<Delivery>.Continuation
    private let transport = Mutex<(any Transport)?>(nil)
    private let onMessage: (@Sendable ([UInt8], any Transport) throws -> Void)?

    /// - Parameter onMessage: called with each message within its delivery, with the transport it came from.
    init(
        for transport: (any Transport)? = nil,
        onMessage: (@Sendable ([UInt8], any Transport) throws -> Void)? = nil
    ) {
        (deliveries, continuation) = AsyncStream.makeStream()
        self.transport.withLock { $0 = transport }
        self.onMessage = onMessage
    }

    func receive(_ message: RawSpan) {
        let bytes = message.withUnsafeBytes { [UInt8]($0) }
        if let onMessage, let transport = transport.withLock({ $0 }) {
            do {
                try onMessage(bytes, transport)
            } catch {
                transport.abort()
            }
        }
        continuation.yield(.message(bytes))
    }

    func end(_ end: TransportEnd) {
        transport.withLock { $0 = nil }
        continuation.yield(.end(end))
        continuation.finish()
    }
}

/// The deliveries of one receiver, read one after the other.
struct Recording {
    private var iterator: AsyncStream<Delivery>.Iterator

    init(_ receiver: RecordingReceiver) {
        iterator = receiver.deliveries.makeAsyncIterator()
    }

    mutating func next() async -> Delivery? {
        await iterator.next()
    }

    /// Everything up to the end.
    mutating func rest() async -> [Delivery] {
        var all: [Delivery] = []
        while let delivery = await iterator.next() {
            all.append(delivery)
        }
        return all
    }
}

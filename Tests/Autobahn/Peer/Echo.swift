import Fairway
import FairwayNIO

/// Sends every message back as it came, text as text and binary as binary, and tells when the link has ended.
final class Echo: BinaryReceiver {
    private let transport: any BinaryTransport
    private let ended = AsyncStream<TransportEnd>.makeStream()

    private init(_ transport: any BinaryTransport) {
        self.transport = transport
    }

    /// Begins to echo; a transport that carries no binary messages is closed instead.
    @discardableResult
    static func start(on transport: any Transport) -> Echo? {
        guard let transport = transport as? any BinaryTransport else {
            transport.abort()
            return nil
        }
        let echo = Echo(transport)
        transport.start(delivering: echo)
        return echo
    }

    /// Waits for the end.
    func waitForEnd() async {
        for await _ in ended.stream { return }
    }

    func receive(_ message: RawSpan) {
        sendBack(message) { message throws(TransportError) in try transport.send(message) }
    }

    func receiveBinary(_ message: RawSpan) {
        sendBack(message) { message throws(TransportError) in try transport.sendBinary(message) }
    }

    func end(_ end: TransportEnd) {
        ended.continuation.yield(end)
        ended.continuation.finish()
    }

    private func sendBack(_ message: RawSpan, by send: (EncodedMessage) throws(TransportError) -> Void) {
        let bytes = message.withUnsafeBytes { [UInt8]($0) }
        do throws(TransportError) {
            try send(EncodedMessage(bytes: bytes))
        } catch .closed {
            // The case was over before its last message.
        } catch {
            complain("a message could not be sent back: \(error)")
            transport.abort()
        }
    }
}

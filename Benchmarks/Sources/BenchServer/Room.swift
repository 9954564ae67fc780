import NIOCore
import NIOWebSocket
import Synchronization

/// The connections of a server, which all hear what one of them says.
final class Room: Sendable {
    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

    func enter(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        channels.withLock { $0[id] = channel }
        channel.closeFuture.whenComplete { [weak self] _ in
            self?.channels.withLock { $0[id] = nil }
        }
    }

    /// Sends a text to everyone; its bytes are shared.
    func tellAll(_ text: ByteBuffer) {
        let frame = WebSocketFrame(fin: true, opcode: .text, data: text)
        for channel in channels.withLock({ Array($0.values) }) {
            channel.writeAndFlush(frame, promise: nil)
        }
    }
}

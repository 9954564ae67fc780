import NIOCore
import NIOWebSocket

/// Sends each request back as it came, and what is no request to everyone.
final class FrameEcho: FrameHandler {
    private static let request = Array(#"{"i":"#.utf8)

    private let room: Room

    init(room: Room) {
        self.room = room
    }

    func receive(_ text: ByteBuffer, context: ChannelHandlerContext) {
        if text.readableBytesView.starts(with: Self.request) {
            send(text, context: context)
        } else {
            room.tellAll(text)
        }
    }
}

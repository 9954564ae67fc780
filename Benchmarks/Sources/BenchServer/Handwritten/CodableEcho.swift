import Foundation
import NIOCore
import NIOFoundationCompat
import NIOWebSocket

/// Answers requests with what came and tells everyone what is said, by Foundation's coders; they are kept, one of each
/// for a connection.
final class CodableEcho: FrameHandler {
    private let room: Room
    private let decoder = JSONDecoder()
    private let encoder = JSONEncoder()

    init(room: Room) {
        self.room = room
    }

    func receive(_ text: ByteBuffer, context: ChannelHandlerContext) throws {
        let message = try decoder.decode(ClientMessage.self, from: text)
        switch message.call {
        case .echoS(let value): try answer(message.id, value, context: context)
        case .echoM(let value): try answer(message.id, value, context: context)
        case .echoL(let value): try answer(message.id, value, context: context)
        case .say(let value):
            room.tellAll(try encoder.encodeAsByteBuffer(SaidEvent(value: value), allocator: context.channel.allocator))
        }
    }

    private func answer(_ id: Int?, _ value: some Encodable, context: ChannelHandlerContext) throws {
        guard let id else { return }
        let answer = Answer(i: id, d: value)
        send(try encoder.encodeAsByteBuffer(answer, allocator: context.channel.allocator), context: context)
    }
}

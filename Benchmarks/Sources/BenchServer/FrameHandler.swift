import NIOCore
import NIOWebSocket

/// A handler of texts that come in one frame each. What one read has caused is flushed at once.
protocol FrameHandler: ChannelInboundHandler, Sendable
where InboundIn == WebSocketFrame, OutboundOut == WebSocketFrame {
    func receive(_ text: ByteBuffer, context: ChannelHandlerContext) throws
}

extension FrameHandler {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = Self.unwrapInboundIn(data)
        switch frame.opcode {
        case .text:
            do {
                try receive(frame.unmaskedData, context: context)
            } catch {
                context.close(promise: nil)
            }
        case .ping:
            let pong = WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData)
            context.write(Self.wrapOutboundOut(pong), promise: nil)
        case .connectionClose: context.close(promise: nil)
        default: break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.flush()
    }

    func send(_ text: ByteBuffer, context: ChannelHandlerContext) {
        let frame = WebSocketFrame(fin: true, opcode: .text, data: text)
        context.write(Self.wrapOutboundOut(frame), promise: nil)
    }
}

import NIOCore
import NIOPosix

/// A listener that answers every connection's first bytes with the same bytes, whatever they are.
struct RawServer {
    private let channel: any Channel
    let port: Int

    /// - Parameter answer: what to say; `nil` closes the connection instead, nothing leaves it silent.
    static func answering(_ answer: String?) async throws -> RawServer {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in channel.pipeline.addHandler(CannedAnswer(answer)) }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        return RawServer(channel: channel, port: channel.localAddress?.port ?? 0)
    }

    func close() async throws {
        try await channel.close()
    }
}

private final class CannedAnswer: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: String?

    init(_ answer: String?) {
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let answer else {
            context.close(promise: nil)
            return
        }
        context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
    }
}

import NIOCore
import NIOPosix

/// A listener that answers every connection's first bytes with the same bytes, whatever they are.
struct RawServer {
    private let channel: any Channel
    let port: Int
    /// One element for each connection that has ended.
    let ended: AsyncStream<Void>

    /// - Parameter answer: what to say; `nil` closes the connection instead, nothing leaves it silent.
    static func answering(_ answer: String?) async throws -> RawServer {
        let (ended, continuation) = AsyncStream<Void>.makeStream()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in channel.pipeline.addHandler(CannedAnswer(answer, ended: continuation))
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        return RawServer(channel: channel, port: channel.localAddress?.port ?? 0, ended: ended)
    }

    func close() async throws {
        try await channel.close()
    }
}

private final class CannedAnswer: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: String?
    private let ended: AsyncStream<Void>.Continuation

    init(_ answer: String?, ended: AsyncStream<Void>.Continuation) {
        self.answer = answer
        self.ended = ended
    }

    func channelInactive(context: ChannelHandlerContext) {
        ended.yield()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let answer else {
            context.close(promise: nil)
            return
        }
        context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
    }
}

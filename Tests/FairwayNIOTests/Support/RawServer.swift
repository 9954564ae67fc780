import NIOCore
import NIOPosix

/// A listener that answers every connection's first bytes with the same bytes, whatever they are.
struct RawServer {
    /// What happened to a connection.
    enum Event {
        case received
        case ended
    }

    private let channel: any Channel
    let port: Int
    let events: AsyncStream<Event>

    /// - Parameter answer: what to say; `nil` closes the connection instead, nothing leaves it silent.
    static func answering(_ answer: String?) async throws -> RawServer {
        let (events, continuation) = AsyncStream<Event>.makeStream()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.pipeline.addHandler(CannedAnswer(answer, events: continuation))
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        return RawServer(channel: channel, port: channel.localAddress?.port ?? 0, events: events)
    }

    func close() async throws {
        try await channel.close()
    }
}

private final class CannedAnswer: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: String?
    private let events: AsyncStream<RawServer.Event>.Continuation

    init(_ answer: String?, events: AsyncStream<RawServer.Event>.Continuation) {
        self.answer = answer
        self.events = events
    }

    func channelInactive(context: ChannelHandlerContext) {
        events.yield(.ended)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        events.yield(.received)
        guard let answer else {
            context.close(promise: nil)
            return
        }
        context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
    }
}

import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// A server of WebSockets as NIO has them, with a handler of frames for each connection.
struct FrameServer {
    /// Makes the handler of a connection.
    let makeHandler: @Sendable (Room) -> any ChannelHandler & Sendable

    func serve(
        on port: Int,
        _ group: MultiThreadedEventLoopGroup,
        _ onListening: @Sendable (Int) -> Void
    ) async throws {
        let room = Room()
        let upgrader = NIOWebSocketServerUpgrader(
            maxFrameSize: 1 << 20,
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
            upgradePipelineHandler: { channel, _ in
                room.enter(channel)
                return channel.pipeline.addHandler(makeHandler(room))
            }
        )
        let listener = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline(
                    withServerUpgrade: (upgraders: [upgrader], completionHandler: { _ in })
                )
            }
            .bind(host: "127.0.0.1", port: port)
            .get()
        onListening(listener.localAddress?.port ?? port)
        try await listener.closeFuture.get()
    }
}

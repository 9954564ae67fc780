import Fairway
import FairwayNIO
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// What is measured, and what it is measured against.
enum ServerKind: String {
    case bare
    case fairway

    /// Serves until the process is ended, and prints the port.
    func serve() async throws {
        switch self {
        case .bare: try await serveBare()
        case .fairway: try await serveFairway()
        }
    }

    private func serveFairway() async throws {
        let server = FairwayServer()
        server.on("echo") { (text: String) in text }
        var options = WebSocketOptions()
        // The clients read nothing while they idle, and so answer no ping. That they are watched over costs the same.
        options.pingInterval = .seconds(3_600)
        try await server.run(host: "127.0.0.1", port: 0, options: options) { announce(port: $0.port) }
    }

    private func serveBare() async throws {
        let upgrader = NIOWebSocketServerUpgrader(
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(FrameEcho())
                }
            }
        )
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1_024)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline(
                    withServerUpgrade: (upgraders: [upgrader], completionHandler: { _ in })
                )
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        announce(port: listener.localAddress?.port ?? 0)
        try await listener.closeFuture.get()
    }

    private func announce(port: Int) {
        print(port)
        fflush(nil)  // The output is a pipe, and is read while the server runs.
    }
}

/// Sends each text back, and does nothing until one comes.
private final class FrameEcho: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = Self.unwrapInboundIn(data)
        guard frame.opcode == .text else { return }
        let answer = WebSocketFrame(fin: true, opcode: .text, data: frame.unmaskedData)
        context.writeAndFlush(Self.wrapOutboundOut(answer), promise: nil)
    }
}

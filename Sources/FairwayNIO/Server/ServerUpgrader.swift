import Fairway
import NIOCore
import NIOHTTP1
import NIOWebSocket

/// The subprotocol that a client may offer and a server then confirms.
enum Subprotocol {
    static let name = "ws-wrapper"
}

/// Turns a channel that has passed the HTTP handshake into a server's WebSocket.
final class ServerUpgrader: HTTPServerProtocolUpgrader, Sendable {
    let supportedProtocol = "websocket"
    let requiredUpgradeHeaders: [String] = []

    private let bounds: LinkBounds
    private let wheel: WatchWheel
    private let onTransport: @Sendable (any Transport, Handshake) -> Void
    /// Makes the answer; the pipeline is ours.
    private let responder: NIOWebSocketServerUpgrader

    init(options: WebSocketOptions, onTransport: @escaping @Sendable (any Transport, Handshake) -> Void) {
        bounds = LinkBounds(options)
        wheel = WatchWheel(options)
        self.onTransport = onTransport
        responder = NIOWebSocketServerUpgrader(
            shouldUpgrade: { channel, request in
                let isOffered = request.headers[canonicalForm: "Sec-WebSocket-Protocol"].contains(Subprotocol.name[...])
                let headers: HTTPHeaders = isOffered ? ["Sec-WebSocket-Protocol": Subprotocol.name] : [:]
                return channel.eventLoop.makeSucceededFuture(headers)
            },
            upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() }
        )
    }

    func buildUpgradeResponse(
        channel: any Channel,
        upgradeRequest: HTTPRequestHead,
        initialResponseHeaders: HTTPHeaders
    ) -> EventLoopFuture<HTTPHeaders> {
        if let refusal = HandshakeRefusal(judging: upgradeRequest) {
            return channel.eventLoop.makeFailedFuture(refusal)
        }
        return responder.buildUpgradeResponse(
            channel: channel,
            upgradeRequest: upgradeRequest,
            initialResponseHeaders: initialResponseHeaders
        )
    }

    func upgrade(context: ChannelHandlerContext, upgradeRequest: HTTPRequestHead) -> EventLoopFuture<Void> {
        context.eventLoop.makeCompletedFuture {
            let outbox = Outbox(limit: bounds.options.outboundBufferLimit)
            let handler = WebSocketHandler(role: .server, bounds: bounds, outbox: outbox)
            try context.pipeline.syncOperations.addHandler(handler)
            wheel.watch(handler, on: context.eventLoop)
            let transport = WebSocketTransport(handler, outbox: outbox, eventLoop: context.eventLoop)
            onTransport(transport, Handshake(upgradeRequest, from: context.remoteAddress))
            if !transport.hasReceiver {
                handler.pauseReading()
            }
        }
    }
}

extension Handshake {
    init(_ request: HTTPRequestHead, from address: SocketAddress?) {
        let parts = request.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(
            path: String(parts[0]),
            query: parts.count > 1 ? String(parts[1]) : nil,
            headers: request.headers.map { HeaderField(name: $0.name, value: $0.value) },
            remoteAddress: address?.ipAddress
        )
    }
}

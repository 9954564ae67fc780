import NIOCore
import NIOHTTP1

/// Answers what reaches the end of the HTTP pipeline: requests that do not become a WebSocket.
final class RefusalHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let onRefusal: @Sendable (RefusedHandshake) -> Void
    private let remoteAddress: String?
    private var hasAnswered = false

    init(remoteAddress: String?, onRefusal: @escaping @Sendable (RefusedHandshake) -> Void) {
        self.remoteAddress = remoteAddress
        self.onRefusal = onRefusal
    }

    /// Takes note that no handshake came in time; nobody is left to be answered.
    func giveUp() {
        guard !hasAnswered else { return }
        hasAnswered = true
        onRefusal(RefusedHandshake(reason: "no handshake in time", remoteAddress: remoteAddress))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let request) = Self.unwrapInboundIn(data) else { return }
        refuse(HandshakeRefusal(judging: request) ?? .notAnUpgrade, in: context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case let refusal as HandshakeRefusal:
            refuse(refusal, in: context)
        case HTTPParserError.headerOverflow:
            refuse(.tooLarge, in: context)
        case is HTTPParserError:
            refuse(.notHTTP, in: context)
        default:
            context.close(promise: nil)
        }
    }

    private func refuse(_ refusal: HandshakeRefusal, in context: ChannelHandlerContext) {
        guard !hasAnswered else { return }
        hasAnswered = true
        onRefusal(RefusedHandshake(reason: refusal.reason, remoteAddress: remoteAddress))
        let body = ByteBuffer(string: refusal.reason + "\n")
        var headers = refusal.headers
        headers.add(name: "Connection", value: headers.contains(name: "Upgrade") ? "upgrade, close" : "close")
        headers.add(name: "Content-Type", value: "text/plain; charset=utf-8")
        headers.add(name: "Content-Length", value: "\(body.readableBytes)")
        let head = HTTPResponseHead(version: .http1_1, status: refusal.status, headers: headers)
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        // Closing with input unread would reset the connection before the answer is read; the time limit of the
        // handshake ends it where the peer does not.
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
            context.close(mode: .output, promise: nil)
        }
    }
}

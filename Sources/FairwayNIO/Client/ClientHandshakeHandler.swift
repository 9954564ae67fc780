import NIOCore
import NIOHTTP1

/// Sends the request of a handshake over an open connection and takes every answer that is not the wanted one.
final class ClientHandshakeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let request: HTTPRequestHead
    private let host: String
    private let attempt: ConnectAttempt

    /// - Parameter host: whom the certificate has to be for, where there is TLS.
    init(_ request: HTTPRequestHead, host: String, attempt: ConnectAttempt) {
        self.request = request
        self.host = host
        self.attempt = attempt
    }

    func handlerAdded(context: ChannelHandlerContext) {
        context.write(Self.wrapOutboundOut(.head(request)), promise: nil)
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let response) = Self.unwrapInboundIn(data) else { return }
        attempt.fail(
            response.status == .switchingProtocols
                ? WebSocketConnectError.invalidAnswer("it does not switch to WebSocket")
                : .refused(status: Int(response.status.code), reason: response.status.reasonPhrase)
        )
    }

    func channelInactive(context: ChannelHandlerContext) {
        attempt.fail(WebSocketConnectError.connectionClosed)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case let error as WebSocketConnectError: attempt.fail(error)
        case is HTTPParserError: attempt.fail(WebSocketConnectError.invalidAnswer("it is not HTTP"))
        case is NIOHTTPClientUpgradeError:
            attempt.fail(WebSocketConnectError.invalidAnswer("it does not switch to WebSocket"))
        default: attempt.fail(WebSocketConnectError(ofTLS: error, host: host) ?? error)
        }
    }
}

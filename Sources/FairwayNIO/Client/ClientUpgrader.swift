import Fairway
import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Turns a channel whose server has agreed into a client's WebSocket.
final class ClientUpgrader: NIOHTTPClientProtocolUpgrader {
    let supportedProtocol = "websocket"
    let requiredUpgradeHeaders: [String] = []

    private let options: WebSocketOptions
    private let attempt: ConnectAttempt
    /// Makes the key and checks the answer to it; the pipeline is ours.
    private let keeper = NIOWebSocketClientUpgrader { channel, _ in channel.eventLoop.makeSucceededVoidFuture() }

    init(options: WebSocketOptions, attempt: ConnectAttempt) {
        self.options = options
        self.attempt = attempt
    }

    func addCustom(upgradeRequestHeaders: inout HTTPHeaders) {
        keeper.addCustom(upgradeRequestHeaders: &upgradeRequestHeaders)
        upgradeRequestHeaders.add(name: "Sec-WebSocket-Protocol", value: Subprotocol.name)
    }

    func shouldAllowUpgrade(upgradeResponse: HTTPResponseHead) -> Bool {
        let headers = upgradeResponse.headers
        guard headers.hasToken("upgrade", in: "Connection") else { return refuse("there is no Connection: upgrade") }
        guard keeper.shouldAllowUpgrade(upgradeResponse: upgradeResponse) else {
            return refuse("Sec-WebSocket-Accept does not fit the key")
        }
        guard headers[canonicalForm: "Sec-WebSocket-Extensions"].isEmpty else {
            return refuse("it has an extension that was not asked for")
        }
        guard headers["Sec-WebSocket-Protocol"].allSatisfy({ $0 == Subprotocol.name }) else {
            return refuse("it has a subprotocol that was not asked for")
        }
        return true
    }

    func upgrade(context: ChannelHandlerContext, upgradeResponse: HTTPResponseHead) -> EventLoopFuture<Void> {
        context.eventLoop.makeCompletedFuture {
            let outbox = Outbox(limit: options.outboundBufferLimit)
            let handler = WebSocketHandler(role: .client, bounds: LinkBounds(options), outbox: outbox)
            try context.pipeline.syncOperations.addHandler(handler)
            WatchWheel(options).watch(handler, on: context.eventLoop)
            handler.pauseReading()
            attempt.succeed(WebSocketTransport(handler, outbox: outbox, eventLoop: context.eventLoop))
        }
    }

    private func refuse(_ reason: String) -> Bool {
        attempt.fail(WebSocketConnectError.invalidAnswer(reason))
        return false
    }
}

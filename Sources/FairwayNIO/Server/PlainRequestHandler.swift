import NIOCore
import NIOHTTP1

/// Answers what reaches the end of the HTTP pipeline: requests that do not become a WebSocket.
final class PlainRequestHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let site: Site
    private let remoteAddress: String?
    private var hasAnswered = false

    init(_ site: Site, remoteAddress: String?) {
        self.site = site
        self.remoteAddress = remoteAddress
    }

    /// Takes note that no handshake comes any more, without an answer.
    func giveUp(_ reason: String) {
        guard !hasAnswered else { return }
        hasAnswered = true
        site.noteRefusal(RefusedHandshake(reason: reason, remoteAddress: remoteAddress))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let request) = Self.unwrapInboundIn(data) else { return }
        if request.method == .GET || request.method == .HEAD, let answer = site.healthAnswer(to: request.path) {
            send(answer, to: request.method, in: context)
        } else {
            refuse(HandshakeRefusal(judging: request) ?? .notAnUpgrade, in: context)
        }
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
            if let reason = RefusedHandshake.reason(ofTLS: error) {
                giveUp(reason)
            }
            context.close(promise: nil)
        }
    }

    private func refuse(_ refusal: HandshakeRefusal, in context: ChannelHandlerContext) {
        guard !hasAnswered else { return }
        let refused = RefusedHandshake(
            reason: refusal.answer.text,
            status: Int(refusal.answer.status.code),
            remoteAddress: remoteAddress
        )
        if let mount = refusal.mount { mount.onRefusal(refused) } else { site.noteRefusal(refused) }
        send(refusal.answer, to: .GET, in: context)
    }

    private func send(_ answer: HTTPAnswer, to method: HTTPMethod, in context: ChannelHandlerContext) {
        guard !hasAnswered else { return }
        hasAnswered = true
        var end = context.eventLoop.makeSucceededVoidFuture()
        for part in answer.parts(for: method) {
            let promise = context.eventLoop.makePromise(of: Void.self)
            context.write(Self.wrapOutboundOut(part), promise: promise)
            end = promise.futureResult
        }
        context.flush()
        // Closing with input unread would reset the connection before the answer is read; the time limit of the
        // handshake ends it where the peer does not.
        end.assumeIsolated().whenComplete { _ in context.close(mode: .output, promise: nil) }
    }
}

extension HTTPRequestHead {
    /// The path of the request's target, with its percent escapes.
    var path: String { Handshake.parts(of: uri).path }
}

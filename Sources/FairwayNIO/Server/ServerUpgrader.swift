import Fairway
import NIOCore
import NIOHTTP1
import NIOWebSocket

/// The subprotocol that a client may offer and a server then confirms.
enum Subprotocol {
    static let name = "ws-wrapper"
}

/// Turns one channel into a server's WebSocket, if its request is a good one and the client may come in.
final class ServerUpgrader: HTTPServerProtocolUpgrader {
    let supportedProtocol = "websocket"
    let requiredUpgradeHeaders: [String] = []

    /// Makes the answer; the pipeline is ours.
    private static let responder = NIOWebSocketServerUpgrader(
        shouldUpgrade: { channel, request in
            let isOffered = request.headers[canonicalForm: "Sec-WebSocket-Protocol"].contains(Subprotocol.name[...])
            let headers: HTTPHeaders = isOffered ? ["Sec-WebSocket-Protocol": Subprotocol.name] : [:]
            return channel.eventLoop.makeSucceededFuture(headers)
        },
        upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() }
    )

    private let site: Site
    private let bounds: LinkBounds
    private let wheel: WatchWheel
    private let buffers: SharedBuffers
    /// A request may ask for the same upgrade several times, and is judged once.
    private var hasJudged = false
    private var admission: Task<Void, Never>?
    private var admitted: (mount: Mount, handshake: Handshake, values: ClientValues)?

    init(_ site: Site, bounds: LinkBounds, wheel: WatchWheel, buffers: SharedBuffers) {
        self.site = site
        self.bounds = bounds
        self.wheel = wheel
        self.buffers = buffers
    }

    func buildUpgradeResponse(
        channel: any Channel,
        upgradeRequest: HTTPRequestHead,
        initialResponseHeaders: HTTPHeaders
    ) -> EventLoopFuture<HTTPHeaders> {
        guard !hasJudged else { return channel.eventLoop.makeFailedFuture(HandshakeRefusal.notAnUpgrade) }
        hasJudged = true
        let handshake = Handshake(upgradeRequest, from: channel.remoteAddress)
        let mount: Mount
        do {
            mount = try site.mount(for: upgradeRequest)
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        return admit(handshake, to: mount, on: channel.eventLoop).assumeIsolated().flatMap { values in
            self.admitted = (mount, handshake, values)
            return Self.responder.buildUpgradeResponse(
                channel: channel,
                upgradeRequest: upgradeRequest,
                initialResponseHeaders: initialResponseHeaders
            )
        }.nonisolated()
    }

    func upgrade(context: ChannelHandlerContext, upgradeRequest: HTTPRequestHead) -> EventLoopFuture<Void> {
        context.eventLoop.makeCompletedFuture {
            guard let (mount, handshake, values) = admitted else { throw HandshakeRefusal.notAnUpgrade }
            admitted = nil
            let outbox = Outbox(limit: bounds.options.outboundBufferLimit)
            // With TLS a channel reads what is encrypted, of which TLS keeps what it likes.
            let buffers = site.tls == nil ? buffers.buffers(of: context.eventLoop) : nil
            let handler = WebSocketHandler(role: .server, bounds: bounds, outbox: outbox, buffers: buffers?.value)
            try context.pipeline.syncOperations.addHandler(handler)
            if let buffers {
                try context.channel.syncOptions?.setOption(
                    .recvAllocator,
                    value: SharedReceiveBuffers(buffers: buffers)
                )
            }
            wheel.watch(handler, on: context.eventLoop)
            let transport = WebSocketTransport(handler, outbox: outbox, eventLoop: context.eventLoop)
            mount.receive(transport, handshake, values)
            if !transport.hasReceiver {
                handler.pauseReading()
            }
        }
    }

    /// Ends the question whether the client may come in, where it still waits for its answer.
    func giveUp() {
        admission?.cancel()
        admission = nil
    }

    /// Asks the program, where it wants to be asked.
    private func admit(
        _ handshake: Handshake,
        to mount: Mount,
        on eventLoop: any EventLoop
    ) -> EventLoopFuture<ClientValues> {
        guard let hook = mount.admission else { return eventLoop.makeSucceededFuture(ClientValues()) }
        let promise = eventLoop.makePromise(of: ClientValues.self)
        admission = Task {
            do {
                switch try await hook(handshake) {
                case .accept(let values): promise.succeed(values)
                case .refuse(let status, let reason, let headers):
                    promise.fail(HandshakeRefusal(status: status, reason, headers, by: mount))
                }
            } catch {
                if !Task.isCancelled { mount.onError(error, handshake.remoteAddress) }
                promise.fail(HandshakeRefusal(.internalServerError, "it could not be decided", mount: mount))
            }
        }
        return promise.futureResult
    }
}

extension Site {
    /// Who takes the WebSocket that a request asks for.
    fileprivate func mount(for request: HTTPRequestHead) throws(HandshakeRefusal) -> Mount {
        if let refusal = HandshakeRefusal(judging: request) { throw refusal }
        guard let mount = mount(at: request.path) else { throw .notFound }
        let host = request.headers["Host"].first ?? ""
        guard mount.origins.allows(request.headers["Origin"], at: host, overTLS: tls != nil) else {
            throw HandshakeRefusal(.forbidden, "pages of this origin may not connect", mount: mount)
        }
        return mount
    }
}

extension HandshakeRefusal {
    /// A refusal in a program's own words.
    fileprivate init(status: Int, _ reason: String, _ headers: [HeaderField], by mount: Mount) {
        let fields = headers.filter(\.canBeSent).map { ($0.name, $0.value) }
        let status = (300..<600).contains(status) ? HTTPResponseStatus(statusCode: status) : .forbidden
        self.init(status, reason, headers: HTTPHeaders(fields), mount: mount)
    }
}

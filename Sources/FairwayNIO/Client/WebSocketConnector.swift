public import Fairway
public import NIOCore
import NIOHTTP1
public import NIOPosix

/// Opens WebSockets to one `ws://` or `wss://` address (RFC 6455, section 4.1).
public struct WebSocketConnector: TransportConnector {
    private let url: WebSocketURL
    private let tls: ClientTLSContext?
    private let headers: [HeaderField]
    private let options: WebSocketOptions
    private let group: any EventLoopGroup

    /// Takes the address apart; nothing is opened yet.
    ///
    /// For `wss` it reads the certificates of the authorities, once for all attempts; the system's, which may take some
    /// ten milliseconds, once for all connectors.
    ///
    /// - Parameters:
    ///   - url: `ws://host:port/path?query`, or `wss` for TLS; the port is 80, or 443 with TLS, where there is none, and
    ///     an IPv6 address stands in brackets.
    ///   - headers: fields to send besides those of the handshake.
    ///   - options: the bounds and times of every connection.
    ///   - trust: the authorities that are believed to say which server it is, for `wss`.
    ///   - group: where the connections run.
    /// - Throws: ``WebSocketURLError``, and for `wss` ``TLSSetupError`` where the authorities' certificates cannot be used.
    public init(
        to url: String,
        headers: [HeaderField] = [],
        options: WebSocketOptions = WebSocketOptions(),
        trust: TLSTrust = .system,
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) throws {
        let url = try WebSocketURL(parsing: url)
        self.url = url
        tls = try url.isSecure ? ClientTLSContext(trusting: trust) : nil
        self.headers = headers
        self.options = options
        self.group = group
    }

    /// Opens one WebSocket; its messages are held back until it is started.
    ///
    /// Cancelling the task ends the attempt at once.
    ///
    /// - Throws: ``WebSocketConnectError`` where the handshake, of TLS or of the WebSocket, fails or takes too long, the system's error where no
    ///   connection can be made, `CancellationError` where the task was cancelled.
    public func connect() async throws -> any Transport {
        try Task.checkCancellation()
        let request = try handshakeRequest()
        let eventLoop = group.next()
        let attempt = ConnectAttempt(on: eventLoop)
        let timeout = eventLoop.scheduleTask(in: TimeAmount(options.handshakeTimeout)) {
            attempt.fail(WebSocketConnectError.timedOut)
        }
        defer { timeout.cancel() }
        return try await withTaskCancellationHandler {
            ClientBootstrap(group: eventLoop)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelOption(UnsentBytes.option, value: UnsentBytes.limit)
                // The attempt has a time limit of its own, which covers the handshake as well.
                .connectTimeout(.hours(24))
                .channelInitializer { channel in
                    attempt.insert(channel)
                    return channel.eventLoop.makeSucceededVoidFuture()
                }
                .connect(host: url.host, port: url.port)
                // Several addresses may be tried side by side; only the one that won opens a WebSocket.
                .flatMapThrowing { try addHandlers(to: $0, request: request, attempt: attempt) }
                .whenFailure { attempt.fail($0) }
            return try await attempt.transport
        } onCancel: {
            attempt.fail(CancellationError())
        }
    }

    private func handshakeRequest() throws(WebSocketConnectError) -> HTTPRequestHead {
        var fields: HTTPHeaders = ["Host": url.authority]
        for header in headers {
            guard header.canBeSent else { throw .invalidHeader(header.name) }
            fields.add(name: header.name, value: header.value)
        }
        return HTTPRequestHead(version: .http1_1, method: .GET, uri: url.target, headers: fields)
    }

    private func addHandlers(to channel: any Channel, request: HTTPRequestHead, attempt: ConnectAttempt) throws {
        let handshakeGuard = HandshakeGuard(
            sizeLimit: options.maximumHandshakeSize,
            timeLimit: nil,
            excess: WebSocketConnectError.invalidAnswer("it is too large")
        )
        let encoder = HTTPRequestEncoder()
        let decoder = ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .forwardBytes))
        let handshake = ClientHandshakeHandler(request, host: url.host, attempt: attempt)
        let upgrades = NIOHTTPClientUpgradeHandler(
            upgraders: [ClientUpgrader(options: options, attempt: attempt)],
            httpHandlers: [handshakeGuard, encoder, decoder, handshake],
            upgradeCompletionHandler: { _ in }
        )
        guard channel.isActive else { throw WebSocketConnectError.connectionClosed }
        try tls?.secure(channel, to: url.host)
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(handshakeGuard)
        try pipeline.addHandler(encoder)
        try pipeline.addHandler(decoder)
        try pipeline.addHandler(upgrades)
        try pipeline.addHandler(handshake)
    }
}

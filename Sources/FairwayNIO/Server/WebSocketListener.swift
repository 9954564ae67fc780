public import Fairway
public import NIOCore
import NIOHTTP1
public import NIOPosix

/// A listening socket that makes a transport of every client that opens a WebSocket (RFC 6455, section 4.2).
///
/// It listens until it is closed, also where nobody holds it any more.
///
/// Its transports, and those of a ``WebSocketConnector``, carry text messages only. A status that must not be on the
/// wire is closed with as 1000, and a reason is cut to 123 bytes between characters. Where the peer breaks the
/// protocol (1002), sends binary messages (1003), text that is not UTF-8 (1007), more frames (1008) or more bytes
/// (1009) than ``WebSocketOptions`` allow, it is told so, and the end has that status and the words it was told.
public final class WebSocketListener: Sendable {
    /// The address it is bound to, as a number.
    public let host: String
    /// The port it is bound to.
    public let port: Int

    private let channel: any Channel
    private let pending: PendingHandshakes

    private init(_ channel: any Channel, pending: PendingHandshakes, host: String, port: Int) {
        self.channel = channel
        self.pending = pending
        self.host = host
        self.port = port
    }

    /// Binds a socket and begins to accept, whatever the path that a client asks for.
    ///
    /// A request that is no good WebSocket handshake is answered in HTTP: 426 where it is another kind of request or
    /// another version of the protocol, 431 where it is too large, 403 where its page may not connect, 503 where there
    /// are too many connections already, 400 otherwise. ``WebSocketService`` offers more: paths, a say in who is let in,
    /// and health.
    ///
    /// - Parameters:
    ///   - host: a name or an address of this machine.
    ///   - port: the port; 0 picks a free one.
    ///   - group: where the connections run.
    ///   - options: the bounds and times of every connection.
    ///   - origins: from which web pages a WebSocket may be opened.
    ///   - tls: what the server shows itself with, for `wss`; without it connections have no TLS.
    ///   - onRefusal: called for each connection that does not become a WebSocket for what it sent, because it sent too
    ///     little in time, or because there are too many, on its event loop.
    ///   - onTransport: called for each client on the event loop of its connection, so it must not block. A transport
    ///     may be started in it or later; until then nothing more is read. One that is dropped is closed.
    /// - Throws: the system's error where the address cannot be bound.
    public static func bind(
        host: String,
        port: Int,
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        options: WebSocketOptions = WebSocketOptions(),
        origins: OriginPolicy = .sameOrigin,
        tls: ServerCertificates? = nil,
        onRefusal: @escaping @Sendable (RefusedHandshake) -> Void = { _ in },
        onTransport: @escaping @Sendable (any Transport, Handshake) -> Void
    ) async throws -> WebSocketListener {
        let mount = Mount(
            path: MountPath("/"),
            origins: origins,
            admission: nil,
            receive: { transport, handshake, _ in onTransport(transport, handshake) },
            onRefusal: onRefusal,
            onError: { _, _ in },
            onFailedAccept: { _ in }
        )
        return try await bind(host: host, port: port, group: group, options: options, site: Site([mount], tls: tls))
    }

    static func bind(
        host: String,
        port: Int,
        group: any EventLoopGroup,
        options: WebSocketOptions,
        site: Site
    ) async throws -> WebSocketListener {
        let limit = ConnectionLimit(options)
        let pending = PendingHandshakes()
        let bounds = LinkBounds(options)
        let wheel = WatchWheel(options)
        let buffers = SharedBuffers()
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptPause(onError: site.noteFailedAccept))
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(UnsentBytes.option, value: UnsentBytes.limit)
            .childChannelOption(.recvAllocator, value: ReceiveBuffers())
            .childChannelOption(.maxMessagesPerRead, value: ReceiveBuffers.readsPerTurn)
            .childChannelInitializer { channel in
                if let refusal = limit.admit(channel)?.rawValue {
                    let address = channel.remoteAddress?.ipAddress
                    site.noteRefusal(RefusedHandshake(reason: refusal, status: 503, remoteAddress: address))
                    // Inside TLS nobody is told: its handshake is what costs most.
                    guard site.tls == nil else { return channel.close() }
                    return channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(OverloadHandler(refusal))
                    }
                }
                guard pending.insert(channel) else { return channel.close() }
                return channel.eventLoop.makeCompletedFuture {
                    let upgrader = ServerUpgrader(site, bounds: bounds, wheel: wheel, buffers: buffers)
                    let plain = PlainRequestHandler(site, remoteAddress: channel.remoteAddress?.ipAddress)
                    try site.tls?.context.secure(channel)
                    try addHandlers(to: channel, upgrader: upgrader, plain: plain, options: options, pending: pending)
                }
            }
            .bind(host: host, port: port)
            .get()
        return WebSocketListener(
            channel,
            pending: pending,
            host: channel.localAddress?.ipAddress ?? host,
            port: channel.localAddress?.port ?? port
        )
    }

    /// Stops accepting and ends the connections that are still in their handshake; open transports live on.
    ///
    /// Returns once the socket is closed; a second call does nothing.
    public func close() async {
        for handshaking in pending.close() {
            handshaking.cut()
        }
        channel.close(promise: nil)
        // It only fails where the event loop is shut down, and the socket is closed then as well.
        try? await channel.closeFuture.get()
    }

    private static func addHandlers(
        to channel: any Channel,
        upgrader: ServerUpgrader,
        plain: PlainRequestHandler,
        options: WebSocketOptions,
        pending: PendingHandshakes
    ) throws {
        let handshakeGuard = HandshakeGuard(
            sizeLimit: options.maximumHandshakeSize,
            timeLimit: TimeAmount(options.handshakeTimeout),
            excess: HandshakeRefusal.tooLarge,
            whenLate: { plain.giveUp("no handshake in time") },
            whenOver: {
                pending.remove(channel)
                upgrader.giveUp()
            }
        )
        let encoder = HTTPResponseEncoder()
        let decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes))
        let upgrades = HTTPServerUpgradeHandler(
            upgraders: [upgrader],
            httpEncoder: encoder,
            extraHTTPHandlers: [handshakeGuard, decoder, plain],
            upgradeCompletionHandler: { _ in }
        )
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(handshakeGuard)
        try pipeline.addHandler(encoder)
        try pipeline.addHandler(decoder)
        try pipeline.addHandler(upgrades)
        try pipeline.addHandler(plain)
    }
}

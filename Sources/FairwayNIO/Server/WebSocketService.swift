public import Fairway
public import NIOCore
import NIOPosix
public import ServiceLifecycle

/// What listens on one address and carries one or more servers, each under a path.
///
/// ```swift
/// var service = WebSocketService(host: "0.0.0.0", port: 8080)
/// service.mount(chat, at: "/chat")
/// service.mount(admin, at: "/admin", origins: .only(["https://admin.example.org"])) { handshake in
///     guard let user = await users.find(handshake.header("Authorization")) else {
///         return .refuse(status: 401, reason: "sign in first")
///     }
///     let values = ClientValues()
///     values[UserKey.self] = user
///     return .accept(values)
/// }
/// try await service.run()
/// ```
///
/// In a `ServiceGroup` it drains when the group shuts down gracefully.
public struct WebSocketService: Service {
    /// A name or an address of this machine.
    public var host: String
    /// The port; 0 picks a free one.
    public var port: Int
    /// The bounds and times of every connection.
    public var options: WebSocketOptions
    /// What the server shows itself with, for `wss`; without it connections have no TLS. ``run()`` looks once a minute
    /// whether its files have changed.
    public var tls: ServerCertificates?
    /// Where plain requests are told how the service is doing; nowhere where it is `nil`.
    public var health: HealthPaths? = HealthPaths()
    /// How long running handlers may take when the service ends; 5 s unless set.
    public var grace: Duration = .seconds(5)
    /// Where the connections run.
    public var group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    /// Called by ``run()`` once clients can connect.
    public var onListening: (@Sendable (WebSocketListener) -> Void)?

    private var mounts: [Mount] = []
    private var servers: [FairwayServer] = []

    /// A service that offers nothing yet.
    public init(host: String, port: Int, options: WebSocketOptions = WebSocketOptions()) {
        self.host = host
        self.port = port
        self.options = options
    }

    /// Offers a server under a path, and under all that lies below it and is not offered more particularly.
    ///
    /// Paths are compared as they are sent, without looking into percent escapes. A later server takes the place of an
    /// earlier one under the same path. One server may be under several.
    ///
    /// - Parameters:
    ///   - server: who gets the clients.
    ///   - path: such as `/chat`; every path unless given.
    ///   - origins: from which web pages a WebSocket may be opened.
    ///   - admission: decides about each client before its WebSocket is opened; all may come in where it is `nil`.
    public mutating func mount(
        _ server: FairwayServer,
        at path: String = "/",
        origins: OriginPolicy = .sameOrigin,
        admission: AdmissionHook? = nil
    ) {
        let mount = Mount(
            path: MountPath(path),
            origins: origins,
            admission: admission,
            receive: { transport, _, values in server.accept(transport, values: values) },
            onRefusal: { server.noteRefusedHandshake($0.reason, from: $0.remoteAddress) },
            onError: { server.noteFailedAdmission($0, from: $1) },
            onFailedAccept: { server.noteFailedAccept($0) }
        )
        mounts.append(mount)
        if !servers.contains(where: { $0 === server }) { servers.append(server) }
    }

    /// Listens, and returns at once.
    ///
    /// - Returns: the listener; closing it ends no connection that is open.
    /// - Throws: the system's error where the address cannot be bound.
    public func listen() async throws -> WebSocketListener {
        let servers = servers
        let site = Site(mounts, tls: tls, health: health) { !servers.contains(where: \.isClosing) }
        return try await WebSocketListener.bind(host: host, port: port, group: group, options: options, site: site)
    }

    /// Listens, and serves until the task is cancelled, the `ServiceGroup` that runs it shuts down or all its servers are
    /// closed.
    ///
    /// It then closes them gracefully, as ``Fairway/FairwayServer/close(status:reason:grace:)`` does, with 1001 for
    /// whoever still comes and 503 for who asks whether it is ready. It stops listening and returns when every
    /// connection has ended.
    ///
    /// - Throws: the system's error where the address cannot be bound.
    public func run() async throws {
        let listener = try await listen()
        onListening?(listener)
        await waitForEnd()
        // A task of its own, because a cancelled one cannot wait for the connections to end.
        await Task {
            // In this order, so that who comes meanwhile is told that the service goes away.
            await withTaskGroup { group in
                for server in servers { group.addTask { await server.close(grace: grace) } }
            }
            await listener.close()
        }.value
    }

    private func waitForEnd() async {
        await withTaskGroup { group in
            if !servers.isEmpty {
                group.addTask {
                    for server in servers { await server.waitUntilClosing() }
                }
            }
            group.addTask {
                // It throws where the task is cancelled, which ends the service as well.
                try? await gracefulShutdown()
            }
            if let tls {
                group.addTask { await renew(tls) }
            }
            await group.next()
            group.cancelAll()
        }
    }

    /// Takes certificates that have changed, until the task is cancelled.
    private func renew(_ certificates: ServerCertificates) async {
        while (try? await Task.sleep(for: .seconds(60))) != nil {
            do {
                try certificates.reloadIfChanged()
            } catch {
                for server in servers { server.noteFailedRenewal(error) }
            }
        }
    }
}

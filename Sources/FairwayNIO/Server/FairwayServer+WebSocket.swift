public import Fairway

extension FairwayServer {
    /// Listens for WebSockets and accepts each as a client, whatever its path.
    ///
    /// ``WebSocketService`` offers more: paths, origins, a say in who is let in.
    ///
    /// - Parameters:
    ///   - host: a name or an address of this machine.
    ///   - port: the port; 0 picks a free one.
    ///   - options: the bounds and times of every connection.
    ///   - tls: what the server shows itself with, for `wss`; without it connections have no TLS.
    /// - Returns: the listener; closing it ends no connection that is open.
    /// - Throws: the system's error where the address cannot be bound.
    public func listen(
        host: String,
        port: Int,
        options: WebSocketOptions = WebSocketOptions(),
        tls: ServerCertificates? = nil
    ) async throws -> WebSocketListener {
        try await service(host: host, port: port, options: options, tls: tls).listen()
    }

    /// Listens, and serves until the task is cancelled or the server is closed, as ``WebSocketService/run()`` does.
    ///
    /// - Parameters:
    ///   - host: a name or an address of this machine.
    ///   - port: the port; 0 picks a free one.
    ///   - options: the bounds and times of every connection.
    ///   - tls: what the server shows itself with, for `wss`; without it connections have no TLS.
    ///   - onListening: called once clients can connect.
    /// - Throws: the system's error where the address cannot be bound.
    public func run(
        host: String,
        port: Int,
        options: WebSocketOptions = WebSocketOptions(),
        tls: ServerCertificates? = nil,
        onListening: @escaping @Sendable (WebSocketListener) -> Void = { _ in }
    ) async throws {
        var service = service(host: host, port: port, options: options, tls: tls)
        service.onListening = onListening
        try await service.run()
    }

    private func service(
        host: String,
        port: Int,
        options: WebSocketOptions,
        tls: ServerCertificates?
    ) -> WebSocketService {
        var service = WebSocketService(host: host, port: port, options: options)
        service.tls = tls
        service.mount(self)
        return service
    }
}

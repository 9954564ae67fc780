public import Fairway

extension FairwayServer {
    /// Listens for WebSockets and accepts each as a client.
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
        try await WebSocketListener.bind(
            host: host,
            port: port,
            options: options,
            tls: tls,
            onRefusal: { self.noteRefusedHandshake($0.reason, from: $0.remoteAddress) },
            onTransport: { transport, _ in self.accept(transport) }
        )
    }

    /// Listens, and serves until the task is cancelled or the server is closed.
    ///
    /// It then closes gracefully as ``Fairway/FairwayServer/close(status:reason:grace:)`` does, with 1001 for whoever
    /// still comes, stops listening and returns when every connection has ended.
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
        onListening: @Sendable (WebSocketListener) -> Void = { _ in }
    ) async throws {
        let listener = try await listen(host: host, port: port, options: options, tls: tls)
        onListening(listener)
        await waitUntilClosing()
        // A task of its own, because a cancelled one cannot wait for the connections to end.
        await Task {
            // In this order, so that who comes meanwhile is told that the server goes away.
            await self.close()
            await listener.close()
        }.value
    }
}

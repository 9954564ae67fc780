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
    /// - Returns: the listener; closing it ends no connection that is open.
    /// - Throws: the system's error where the address cannot be bound.
    public func listen(
        host: String,
        port: Int,
        options: WebSocketOptions = WebSocketOptions()
    ) async throws -> WebSocketListener {
        try await service(host: host, port: port, options: options).listen()
    }

    /// Listens, and serves until the task is cancelled or the server is closed, as ``WebSocketService/run()`` does.
    ///
    /// - Parameters:
    ///   - host: a name or an address of this machine.
    ///   - port: the port; 0 picks a free one.
    ///   - options: the bounds and times of every connection.
    ///   - onListening: called once clients can connect.
    /// - Throws: the system's error where the address cannot be bound.
    public func run(
        host: String,
        port: Int,
        options: WebSocketOptions = WebSocketOptions(),
        onListening: @escaping @Sendable (WebSocketListener) -> Void = { _ in }
    ) async throws {
        var service = service(host: host, port: port, options: options)
        service.onListening = onListening
        try await service.run()
    }

    private func service(host: String, port: Int, options: WebSocketOptions) -> WebSocketService {
        var service = WebSocketService(host: host, port: port, options: options)
        service.mount(self)
        return service
    }
}

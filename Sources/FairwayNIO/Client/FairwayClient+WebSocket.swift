public import Fairway

extension FairwayClient {
    /// Opens a WebSocket and returns once it is open; as ``Fairway/FairwayClient/connect(with:)``.
    ///
    /// The client comes back to the same address with the same fields. Where they change from one attempt to the next,
    /// ``Fairway/FairwayClient/connect(connecting:)`` takes a ``WebSocketConnector`` for each.
    ///
    /// - Parameters:
    ///   - url: `ws://host:port/path?query`, or `wss` for TLS.
    ///   - headers: fields to send besides those of the handshake.
    ///   - options: the bounds and times of the connection.
    ///   - trust: the authorities that are believed to say which server it is, for `wss`.
    /// - Throws: ``WebSocketURLError``, ``TLSSetupError``, ``WebSocketConnectError``, the system's error where no connection can be made,
    ///   or `CancellationError` where the task was cancelled.
    public func connect(
        to url: String,
        headers: [HeaderField] = [],
        options: WebSocketOptions = WebSocketOptions(),
        trust: TLSTrust = .system
    ) async throws {
        try await connect(with: try WebSocketConnector(to: url, headers: headers, options: options, trust: trust))
    }
}

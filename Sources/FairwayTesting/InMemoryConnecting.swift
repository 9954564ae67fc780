public import Fairway

/// Opens links in memory to a server.
public struct InMemoryConnector: TransportConnector {
    private let server: FairwayServer
    private let bufferLimit: Int

    /// Connects to `server`.
    ///
    /// - Parameter bufferLimit: as for ``InMemoryTransport/pair(bufferLimit:)``.
    public init(to server: FairwayServer, bufferLimit: Int = 1 << 20) {
        self.server = server
        self.bufferLimit = bufferLimit
    }

    /// Opens a link and gives its other end to the server.
    public func connect() async throws -> any Transport {
        let (clientEnd, serverEnd) = InMemoryTransport.pair(bufferLimit: bufferLimit)
        server.accept(serverEnd)
        return clientEnd
    }
}

extension FairwayClient {
    /// Connects to a server in memory, so that generated code is tested without a socket.
    public func connect(to server: FairwayServer) async throws {
        try await connect(with: InMemoryConnector(to: server))
    }
}

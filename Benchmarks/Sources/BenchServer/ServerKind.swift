import Fairway
import FairwayNIO
import NIOPosix

/// What is measured, and what it is measured against.
enum ServerKind: String, CaseIterable {
    /// Fairway with the handlers that are generated from the schema.
    case fairway
    /// WebSockets of bare NIO whose texts are sent back as they came, with no look inside.
    case bare
    /// WebSockets of NIO with Foundation's coders, as one writes a server by hand.
    case handwritten

    /// Serves until the process is ended.
    ///
    /// - Parameter onListening: called with the port once clients can connect.
    func serve(on port: Int, onListening: @escaping @Sendable (Int) -> Void) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        switch self {
        case .fairway:
            try await serveFairway(on: port, group, onListening)
        case .bare:
            try await FrameServer { FrameEcho(room: $0) }.serve(on: port, group, onListening)
        case .handwritten:
            try await FrameServer { CodableEcho(room: $0) }.serve(on: port, group, onListening)
        }
    }

    private func serveFairway(
        on port: Int,
        _ group: MultiThreadedEventLoopGroup,
        _ onListening: @escaping @Sendable (Int) -> Void
    ) async throws {
        let server = FairwayServer()
        server[Bench.Main.self].register(Echo())
        var options = WebSocketOptions()
        // Clients that idle read nothing, and so answer no ping. That they are watched over costs the same.
        options.pingInterval = .seconds(3_600)
        options.maximumConnections = 1_000_000
        var service = WebSocketService(host: "127.0.0.1", port: port, options: options)
        service.group = group
        service.mount(server)
        service.onListening = { onListening($0.port) }
        try await service.run()
    }
}

/// Answers with what came, and tells everyone what is said.
private struct Echo: Bench.Main.ServerHandler {
    func echoS(value: String, from client: Bench.Main.RemoteClient) -> String { value }
    func echoM(value: Bench.ChatMessage, from client: Bench.Main.RemoteClient) -> Bench.ChatMessage { value }
    func echoL(value: [Bench.Point], from client: Bench.Main.RemoteClient) -> [Bench.Point] { value }
    func say(value: Bench.ChatMessage, from client: Bench.Main.RemoteClient) async {
        await client.server[Bench.Main.self].emit(.say(value: value))
    }
}

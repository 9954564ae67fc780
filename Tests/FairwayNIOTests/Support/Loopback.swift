import Fairway
import FairwayNIO

/// A listener on a free port of this machine whose transports a test takes one by one.
struct Loopback {
    let listener: WebSocketListener
    private let accepted: AsyncStream<(any Transport, Handshake)>

    static func listen(options: WebSocketOptions = WebSocketOptions()) async throws -> Loopback {
        let (accepted, continuation) = AsyncStream<(any Transport, Handshake)>.makeStream()
        let listener = try await WebSocketListener.bind(host: "127.0.0.1", port: 0, options: options) {
            continuation.yield(($0, $1))
        }
        return Loopback(listener: listener, accepted: accepted)
    }

    /// A listener that sends every message back.
    static func echoing(options: WebSocketOptions = WebSocketOptions()) async throws -> Loopback {
        let listener = try await WebSocketListener.bind(host: "127.0.0.1", port: 0, options: options) { transport, _ in
            transport.start(
                delivering: RecordingReceiver(for: transport) { try $1.send(EncodedMessage(bytes: $0)) }
            )
        }
        return Loopback(listener: listener, accepted: AsyncStream { $0.finish() })
    }

    var url: String { "ws://127.0.0.1:\(listener.port)/" }

    func connect(options: WebSocketOptions = WebSocketOptions()) async throws -> any Transport {
        try await WebSocketConnector(to: url, options: options).connect()
    }

    /// The next transport that a client has opened.
    func next() async throws -> (any Transport, Handshake) {
        for await transport in accepted {
            return transport
        }
        throw CancellationError()
    }

    /// A client's transport, then the server's.
    func pair(options: WebSocketOptions = WebSocketOptions()) async throws -> (any Transport, any Transport) {
        let client = try await connect(options: options)
        return (client, try await next().0)
    }
}

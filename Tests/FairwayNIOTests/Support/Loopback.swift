import Fairway
import FairwayNIO

extension WebSocketOptions {
    /// The defaults with times so long that nothing in a test can be owed to them.
    static var patient: WebSocketOptions {
        var options = WebSocketOptions()
        options.handshakeTimeout = .seconds(3_600)
        options.closeTimeout = .seconds(3_600)
        return options
    }
}

/// A listener on a free port of this machine whose transports a test takes one by one.
struct Loopback {
    let listener: WebSocketListener
    private let accepted: AsyncStream<(any Transport, Handshake)>

    static func listen(options: WebSocketOptions = .patient) async throws -> Loopback {
        let (accepted, continuation) = AsyncStream<(any Transport, Handshake)>.makeStream()
        let listener = try await WebSocketListener.bind(host: "127.0.0.1", port: 0, options: options) {
            continuation.yield(($0, $1))
        }
        return Loopback(listener: listener, accepted: accepted)
    }

    /// A listener that sends every message back.
    static func echoing(options: WebSocketOptions = .patient) async throws -> Loopback {
        let listener = try await WebSocketListener.bind(host: "127.0.0.1", port: 0, options: options) { transport, _ in
            transport.start(
                delivering: RecordingReceiver(for: transport) { try $1.send(EncodedMessage(bytes: $0)) }
            )
        }
        return Loopback(listener: listener, accepted: AsyncStream { $0.finish() })
    }

    var url: String { "ws://127.0.0.1:\(listener.port)/" }

    func connect(options: WebSocketOptions = .patient) async throws -> any Transport {
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
    func pair(options: WebSocketOptions = .patient) async throws -> (any Transport, any Transport) {
        let client = try await connect(options: options)
        return (client, try await next().0)
    }
}

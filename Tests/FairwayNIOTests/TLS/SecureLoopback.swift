#if TLS
    import Fairway
    import NIOCore
    import NIOPosix

    @testable import FairwayNIO

    /// A listener with TLS on a free port of this machine, whose transports and refusals a test takes one by one.
    struct SecureLoopback {
        let listener: WebSocketListener
        private let accepted: AsyncStream<any Transport>
        private let refused: AsyncStream<String>

        /// - Parameter echoes: whether every message is sent back, and no transport is left for the test.
        static func listen(
            with certificates: ServerCertificates? = nil,
            options: WebSocketOptions = .patient,
            echoes: Bool = false
        ) async throws -> SecureLoopback {
            let (accepted, onTransport) = AsyncStream<any Transport>.makeStream()
            let (refused, onRefusal) = AsyncStream<String>.makeStream()
            let listener = try await WebSocketListener.bind(
                host: "127.0.0.1",
                port: 0,
                options: options,
                tls: try certificates ?? TestCertificates.server(),
                onRefusal: { onRefusal.yield($0.reason) },
                onTransport: { transport, _ in
                    guard echoes else {
                        onTransport.yield(transport)
                        return
                    }
                    transport.start(
                        delivering: RecordingReceiver(for: transport) { try $1.send(EncodedMessage(bytes: $0)) }
                    )
                }
            )
            return SecureLoopback(listener: listener, accepted: accepted, refused: refused)
        }

        func url(_ scheme: String = "wss", host: String = "localhost") -> String {
            "\(scheme)://\(host):\(listener.port)/"
        }

        func connect(host: String = "localhost", trust: TLSTrust = TestCertificates.trust) async throws -> any Transport
        {
            try await WebSocketConnector(to: url(host: host), options: .patient, trust: trust).connect()
        }

        /// A client's transport, then the server's.
        func pair() async throws -> (any Transport, any Transport) {
            let client = try await connect()
            for await server in accepted {
                return (client, server)
            }
            throw CancellationError()
        }

        /// Why the next connection was refused.
        func nextRefusal() async -> String? {
            for await reason in refused {
                return reason
            }
            return nil
        }
    }

    extension RawPeer {
        /// Connects with TLS, whose bytes are then read and written in the clear.
        static func secured(to port: Int) async throws -> RawPeer {
            let (bytes, continuation) = AsyncStream<[UInt8]>.makeStream()
            let context = try ClientTLSContext(trusting: TestCertificates.trust)
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try context.secure(channel, to: "localhost")
                        try channel.pipeline.syncOperations.addHandler(ByteCollector(continuation))
                    }
                }
                .connect(host: "127.0.0.1", port: port)
                .get()
            return RawPeer(channel, bytes: bytes)
        }

        /// As ``secured(to:)``, with a WebSocket opened by hand.
        static func securedAndUpgraded(at port: Int) async throws -> RawPeer {
            let peer = try await secured(to: port)
            try await peer.send(upgradeRequest())
            _ = try await peer.readHead()
            return peer
        }
    }
#endif

#if TLS
    import NIOCore
    import NIOSSL

    /// The handlers that a connection with TLS has in front of all others.
    enum SecuredPipeline {
        /// What is spoken inside (RFC 7301); WebSockets begin with HTTP/1.1.
        static let applicationProtocol = "http/1.1"

        static func begin(with handler: NIOSSLHandler, on channel: any Channel) throws {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(ConnectionCutter())
            try pipeline.addHandler(handler)
            try pipeline.addHandler(SlicedWrites())
        }
    }
#endif

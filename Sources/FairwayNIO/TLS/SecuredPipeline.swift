#if TLS
    import NIOCore
    import NIOSSL

    /// The handlers that a connection with TLS has in front of all others.
    enum SecuredPipeline {
        /// What is spoken inside (RFC 7301); WebSockets begin with HTTP/1.1.
        static let applicationProtocol = "http/1.1"

        /// How much is read at a time, in bytes.
        ///
        /// TLS decrypts all that was read at once into one buffer, which a connection then keeps as large as it ever was.
        private static let readSize = 32_768

        static func begin(with handler: NIOSSLHandler, on channel: any Channel) throws {
            let allocator = AdaptiveRecvByteBufferAllocator(minimum: 1_024, initial: 2_048, maximum: readSize)
            try channel.syncOptions?.setOption(.recvAllocator, value: allocator)
            try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(ConnectionCutter())
            try pipeline.addHandler(handler)
            try pipeline.addHandler(SlicedWrites())
        }
    }
#endif

import NIOCore

#if TLS
    import NIOSSL

    /// What the TLS of a client's connections has in common.
    struct ClientTLSContext: Sendable {
        /// The system's authorities, which are many, are read once for the whole program.
        private static let system = Result { () throws(TLSSetupError) in try makeContext(trusting: .default) }

        private let context: NIOSSLContext

        /// Reads the certificates of the authorities.
        init(trusting trust: TLSTrust) throws(TLSSetupError) {
            context =
                if let roots = trust.roots {
                    try Self.makeContext(trusting: .certificates(NIOSSLCertificate.all(in: roots)))
                } else {
                    try Self.system.get()
                }
        }

        private static func makeContext(trusting roots: NIOSSLTrustRoots) throws(TLSSetupError) -> NIOSSLContext {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.minimumTLSVersion = .tlsv12
            configuration.certificateVerification = .fullVerification
            configuration.trustRoots = roots
            configuration.applicationProtocols = [SecuredPipeline.applicationProtocol]
            do {
                return try NIOSSLContext(configuration: configuration)
            } catch {
                throw .unusable(reason: "\(error)")
            }
        }

        /// Puts TLS at the front of a pipeline that has nothing in it yet. Called on its event loop.
        ///
        /// - Parameter host: the name or the address that the server has to prove to be.
        func secure(_ channel: any Channel, to host: String) throws {
            // An address is not told to the server, and is looked for in its certificate as the address of the peer.
            let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
            let handler: NIOSSLClientHandler
            do {
                handler = try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
            } catch {
                throw WebSocketConnectError.wrongHost(host)
            }
            try SecuredPipeline.begin(with: handler, on: channel)
        }
    }
#else
    /// None can be made where TLS was left out.
    struct ClientTLSContext: Sendable {
        init(trusting trust: TLSTrust) throws(TLSSetupError) {
            throw .leftOut
        }

        func secure(_ channel: any Channel, to host: String) throws {}
    }
#endif

import NIOCore

#if TLS
    import NIOSSL

    /// What the TLS of a client's connections has in common.
    struct ClientTLSContext: Sendable {
        private let context: NIOSSLContext

        /// Reads the certificates of the authorities.
        init(trusting trust: TLSTrust) throws(TLSSetupError) {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.minimumTLSVersion = .tlsv12
            configuration.certificateVerification = .fullVerification
            configuration.applicationProtocols = [SecuredPipeline.applicationProtocol]
            if let roots = trust.roots {
                configuration.trustRoots = .certificates(try NIOSSLCertificate.all(in: roots))
            }
            do {
                context = try NIOSSLContext(configuration: configuration)
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

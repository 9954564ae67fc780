import NIOCore

#if TLS
    import NIOSSL

    /// A server's chain and key, as they were read.
    struct ServerIdentity: Equatable, Sendable {
        fileprivate let chain: [NIOSSLCertificate]
        fileprivate let key: NIOSSLPrivateKey

        init(chain: PEMSource, key: PEMSource) throws(TLSSetupError) {
            self.chain = try NIOSSLCertificate.all(in: chain)
            self.key = try NIOSSLPrivateKey.first(in: key)
        }
    }

    /// What the TLS of a server's connections has in common.
    struct ServerTLSContext: Sendable {
        private let context: NIOSSLContext

        init(_ identity: ServerIdentity) throws(TLSSetupError) {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: identity.chain.map(NIOSSLCertificateSource.certificate),
                privateKey: .privateKey(identity.key)
            )
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = [SecuredPipeline.applicationProtocol]
            do {
                context = try NIOSSLContext(configuration: configuration)
            } catch NIOSSLError.failedToLoadPrivateKey {
                throw .keyMismatch
            } catch {
                throw .unusable(reason: "\(error)")
            }
        }

        /// Puts TLS at the front of a pipeline that has nothing in it yet. Called on its event loop.
        func secure(_ channel: any Channel) throws {
            try SecuredPipeline.begin(with: NIOSSLServerHandler(context: context), on: channel)
        }
    }
#else
    /// None can be made where TLS was left out.
    struct ServerIdentity: Equatable, Sendable {
        init(chain: PEMSource, key: PEMSource) throws(TLSSetupError) {
            throw .leftOut
        }
    }

    /// None can be made where TLS was left out.
    struct ServerTLSContext: Sendable {
        init(_ identity: ServerIdentity) throws(TLSSetupError) {
            throw .leftOut
        }

        func secure(_ channel: any Channel) throws {}
    }
#endif

#if TLS
    import NIOSSL

    extension NIOSSLCertificate {
        /// Reads the certificates, in their order; there is at least one.
        static func all(in source: PEMSource) throws(TLSSetupError) -> [NIOSSLCertificate] {
            let text = try source.read()
            guard !text.isEmpty, let certificates = try? fromPEMBytes(text), !certificates.isEmpty else {
                throw .noCertificate(file: source.file)
            }
            return certificates
        }
    }

    extension NIOSSLPrivateKey {
        /// Reads the first private key.
        static func first(in source: PEMSource) throws(TLSSetupError) -> NIOSSLPrivateKey {
            let text = try source.read()
            // The library takes the address of the first byte.
            guard !text.isEmpty, let key = try? NIOSSLPrivateKey(bytes: text, format: .pem) else {
                throw .noPrivateKey(file: source.file)
            }
            return key
        }
    }
#endif

extension WebSocketConnectError {
    /// Says why TLS failed; `nil` where the error is not one of TLS.
    init?(ofTLS error: any Error, host: String) {
        #if TLS
            switch TLSFailure(error) {
            case .notTLS, .plainHTTP: self = .notTLS
            case .untrusted: self = .certificateNotTrusted
            case .wrongHost: self = .wrongHost(host)
            case .ended: self = .connectionClosed
            case .alert(let name): self = .tlsFailed("the server refused: \(name)")
            case .other(let name): self = .tlsFailed(name)
            case nil: return nil
            }
        #else
            return nil
        #endif
    }
}

extension RefusedHandshake {
    /// Says why TLS failed; `nil` where the error is not one of TLS, or the peer just left.
    static func reason(ofTLS error: any Error) -> String? {
        #if TLS
            switch TLSFailure(error) {
            case .notTLS: "no TLS handshake"
            case .plainHTTP: "plain HTTP where TLS is spoken"
            case .alert(let name): "the peer refused the TLS handshake: \(name)"
            case .untrusted, .wrongHost: "the certificate is not trusted"
            case .other(let name): "the TLS handshake failed: \(name)"
            case .ended, nil: nil
            }
        #else
            nil
        #endif
    }
}

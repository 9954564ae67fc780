#if TLS
    import NIOSSL

    /// Why TLS ended a connection, out of the errors of the library.
    enum TLSFailure: Hashable {
        /// The peer speaks something else.
        case notTLS
        /// The peer speaks plain HTTP.
        case plainHTTP
        /// The peer's certificate is not trusted.
        case untrusted
        /// The peer's certificate is for somebody else.
        case wrongHost
        /// The peer let go of the connection without a word.
        case ended
        /// The peer refused, and said why.
        case alert(String)
        /// Anything else.
        case other(String)

        /// `nil` where the error is not one of TLS.
        init?(_ error: any Error) {
            switch error {
            case NIOSSLError.handshakeFailed(let cause), NIOSSLError.shutdownFailed(let cause):
                self.init(cause)
            case let cause as BoringSSLError:
                self.init(cause)
            case NIOSSLError.uncleanShutdown:
                self = .ended
            case NIOSSLError.unableToValidateCertificate, NIOSSLError.noCertificateToValidate:
                self = .untrusted
            case NIOSSLError.readInInvalidTLSState:
                self = .other("data after the end")
            case let error as NIOSSLError:
                self = .other("\(error)")
            case let error as NIOSSLExtraError
            where error == .failedToValidateHostname || error == .serverHostnameImpossibleToMatch:
                self = .wrongHost
            case is NIOSSLExtraError, is NIOSSLCloseTimedOutError:
                self = .other("\(error)")
            default:
                return nil
            }
        }

        private init(_ cause: BoringSSLError) {
            switch cause {
            case .sslError(let errors), .unknownError(let errors):
                guard !errors.contains(.eofDuringHandshake) else {
                    self = .ended
                    return
                }
                self.init(reason: errors.lazy.compactMap(\.reason).first ?? "UNKNOWN")
            case .syscallError, .zeroReturn:
                self = .ended
            default:
                self = .other("\(cause)")
            }
        }

        /// Takes the name that BoringSSL has for the reason.
        init(reason: String) {
            switch reason {
            case "CERTIFICATE_VERIFY_FAILED":
                self = .untrusted
            case "HTTP_REQUEST", "HTTPS_PROXY_REQUEST":
                self = .plainHTTP
            case "WRONG_VERSION_NUMBER", "UNEXPECTED_RECORD", "UNEXPECTED_MESSAGE", "DECODE_ERROR":
                self = .notTLS
            default:
                let words = reason.lowercased().split(separator: "_")
                if let index = words.firstIndex(of: "alert"), index + 1 < words.endIndex {
                    self = .alert(words[(index + 1)...].joined(separator: " "))
                } else {
                    self = .other(words.joined(separator: " "))
                }
            }
        }
    }

    extension BoringSSLInternalError {
        /// BoringSSL's name for the reason; the library has it in the description alone:
        /// `Error: 1 error:2:SSL routines:OPENSSL_internal:NAME at FILE:LINE`.
        fileprivate var reason: String? {
            guard let start = description.firstRange(of: "OPENSSL_internal:")?.upperBound else { return nil }
            let name = description[start...].prefix { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
            return name.isEmpty ? nil : String(name)
        }
    }
#endif

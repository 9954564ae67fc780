/// Why TLS cannot be set up with what was given for it.
public enum TLSSetupError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A file cannot be read.
    case unreadable(file: String, reason: String)
    /// There is no certificate in PEM, or a broken one; `file` is `nil` where bytes were given.
    case noCertificate(file: String?)
    /// There is no private key in PEM, or one with a pass phrase; `file` is `nil` where bytes were given.
    case noPrivateKey(file: String?)
    /// The private key is not that of the chain's first certificate, which has to be the server's own.
    case keyMismatch
    /// A certificate or a key is of a kind that cannot be used.
    case unusable(reason: String)
    /// The program was built without the trait `TLS` of the package.
    case leftOut

    /// What is wrong, in words.
    public var description: String {
        switch self {
        case .unreadable(let file, let reason): "'\(file)' cannot be read: \(reason)"
        case .noCertificate(let file): "there is no usable certificate in PEM in \(Self.place(file))"
        case .noPrivateKey(let file):
            "there is no usable private key in PEM in \(Self.place(file)); one with a pass phrase is none"
        case .keyMismatch: "the private key is not that of the first certificate of the chain"
        case .unusable(let reason): "the certificates cannot be used: \(reason)"
        case .leftOut: "TLS was left out of this build: the trait 'TLS' of the package fairway is off"
        }
    }

    private static func place(_ file: String?) -> String {
        file.map { "'\($0)'" } ?? "the bytes that were given"
    }
}

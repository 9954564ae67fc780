/// Whom a client believes that a server is who it says (RFC 5280, section 6).
///
/// The name or the address of the server is always checked as well, and nothing turns these checks off.
public struct TLSTrust: Sendable, Hashable {
    let roots: PEMSource?

    /// The authorities that the system trusts.
    ///
    /// On Linux those of `/etc/ssl/certs` or `/etc/pki/tls/certs`, which the package `ca-certificates` brings.
    public static let system = TLSTrust(roots: nil)

    /// Only the authorities whose certificates are in that file, in PEM; for a private authority.
    public static func certificates(inFile path: String) -> TLSTrust {
        TLSTrust(roots: .file(path))
    }

    /// Only the authorities whose certificates these are, in PEM.
    public static func certificates(_ pem: [UInt8]) -> TLSTrust {
        TLSTrust(roots: .bytes(pem))
    }
}

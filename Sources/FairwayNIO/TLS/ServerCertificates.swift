import Synchronization

/// The certificate chain and the private key with which a server shows who it is, to be renewed while it runs.
///
/// A listener takes what is current for each connection that it accepts. Connections that are open keep what they began
/// with. Certificates that have expired are taken; it is the clients who then refuse them. A connection has at least
/// TLS 1.2. Every method may be called from any thread, and reads files, so it should not be called on an event loop.
public final class ServerCertificates: Sendable {
    private struct State {
        var chain: PEMSource
        var key: PEMSource
        var identity: ServerIdentity
        var context: ServerTLSContext
        /// What was read last and is of no use, which is not tried again.
        var refused: (ServerIdentity, TLSSetupError)?
    }

    private let state: Mutex<State>
    /// Keeps two renewals from overtaking each other, for the lock of the state is not held while files are read.
    private let renewal = Mutex(())

    /// Reads a chain and its key from files.
    ///
    /// - Parameters:
    ///   - chainFile: the server's own certificate and then those between it and the authority, in PEM.
    ///   - keyFile: the private key of the first of them, in PEM, without a pass phrase.
    /// - Throws: ``TLSSetupError`` where they cannot be used.
    public convenience init(chainFile: String, keyFile: String) throws(TLSSetupError) {
        try self.init(.file(chainFile), .file(keyFile))
    }

    /// Takes a chain and its key as the bytes of such files.
    ///
    /// - Throws: ``TLSSetupError`` where they cannot be used.
    public convenience init(chain: [UInt8], key: [UInt8]) throws(TLSSetupError) {
        try self.init(.bytes(chain), .bytes(key))
    }

    private init(_ chain: PEMSource, _ key: PEMSource) throws(TLSSetupError) {
        let identity = try ServerIdentity(chain: chain, key: key)
        state = Mutex(State(chain: chain, key: key, identity: identity, context: try ServerTLSContext(identity)))
    }

    /// What a new connection is to begin with.
    var context: ServerTLSContext { state.withLock(\.context) }

    /// Reads the files again, for the connections that are accepted from now on.
    ///
    /// - Throws: ``TLSSetupError`` where they cannot be used; what was in use before then stays in use.
    public func reload() throws(TLSSetupError) {
        _ = try reloadIfChanged()
    }

    /// Reads the files again and takes what they hold where it is not what is in use; meant for once a minute.
    ///
    /// It compares the certificates and not the times of the files. A chain and a key that are written one after the
    /// other may be met between the two, which is an error that is gone with the next call.
    ///
    /// - Returns: whether there was something new.
    /// - Throws: ``TLSSetupError``, each time, as long as they cannot be used; what was in use before stays in use.
    @discardableResult
    public func reloadIfChanged() throws(TLSSetupError) -> Bool {
        try renewal.withLock { _ throws(TLSSetupError) in
            let (chain, key) = state.withLock { ($0.chain, $0.key) }
            return try take(chain, key)
        }
    }

    /// Takes another chain and key, for the connections that are accepted from now on.
    ///
    /// Where files were given before, they are not read any more.
    ///
    /// - Throws: ``TLSSetupError`` where they cannot be used; what was in use before then stays in use.
    public func replace(chain: [UInt8], key: [UInt8]) throws(TLSSetupError) {
        _ = try renewal.withLock { _ throws(TLSSetupError) in try take(.bytes(chain), .bytes(key)) }
    }

    private func take(_ chain: PEMSource, _ key: PEMSource) throws(TLSSetupError) -> Bool {
        let identity = try ServerIdentity(chain: chain, key: key)
        let (current, refused) = state.withLock { ($0.identity, $0.refused) }
        if let refused, refused.0 == identity { throw refused.1 }
        guard identity != current else {
            state.withLock { ($0.chain, $0.key, $0.refused) = (chain, key, nil) }
            return false
        }
        let context: ServerTLSContext
        do {
            context = try ServerTLSContext(identity)
        } catch {
            state.withLock { $0.refused = (identity, error) }
            throw error
        }
        state.withLock { $0 = State(chain: chain, key: key, identity: identity, context: context) }
        return true
    }
}

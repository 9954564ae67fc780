import Fairway

/// Why a WebSocket could not be opened, where it was not the network itself.
public enum WebSocketConnectError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The server answered with another HTTP status than 101.
    case refused(status: Int, reason: String)
    /// The server answered with something that is no good handshake.
    case invalidAnswer(String)
    /// The time limit passed.
    case timedOut
    /// The connection ended within the handshake.
    case connectionClosed
    /// A header field of that name cannot be sent: it is the handshake's own, or has characters that are not allowed.
    case invalidHeader(String)
    /// The server's certificate is by no authority that is trusted, has expired or is not valid yet.
    case certificateNotTrusted
    /// The server's certificate is not for that host, which is the one of the address.
    case wrongHost(String)
    /// The server does not speak TLS on that port, though the address is one of `wss`.
    case notTLS
    /// TLS failed in another way.
    case tlsFailed(String)

    /// What happened, in words.
    public var description: String {
        switch self {
        case .refused(let status, let reason): "the server refused the WebSocket: \(status) \(reason)"
        case .invalidAnswer(let reason): "the server's answer is no WebSocket handshake: \(reason)"
        case .timedOut: "the WebSocket was not opened in time"
        case .connectionClosed: "the connection ended within the handshake"
        case .invalidHeader(let name): "the header field '\(name)' cannot be sent with a handshake"
        case .certificateNotTrusted:
            "the server's certificate is not trusted: its authority is not, or it has expired or is not valid yet"
        case .wrongHost(let host): "the server's certificate is not for '\(host)'"
        case .notTLS: "the server does not speak TLS on that port"
        case .tlsFailed(let reason): "TLS could not be established: \(reason)"
        }
    }
}

extension WebSocketConnectError: OutlinedError {
    package var outline: String {
        switch self {
        case .refused(let status, _): "the server refused the WebSocket: \(status)"
        case .invalidAnswer, .timedOut, .connectionClosed, .invalidHeader, .certificateNotTrusted, .wrongHost, .notTLS,
            .tlsFailed:
            description
        }
    }
}

import NIOCore
import NIOHTTP1

/// One field of an HTTP message's header.
public struct HeaderField: Sendable, Hashable {
    /// The name as it was written; upper and lower case are the same.
    public var name: String
    /// The value without the white space around it.
    public var value: String

    /// Makes a field of its two parts.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// What a client asked for when it opened its WebSocket (RFC 6455, section 4.1).
public struct Handshake: Sendable, Hashable {
    /// The path as it was sent, with its percent escapes.
    public var path: String
    /// What followed the question mark, with its percent escapes; `nil` without a question mark.
    public var query: String?
    /// The header fields, in order.
    public var headers: [HeaderField]
    /// The address of the peer that opened the connection, without its port; `nil` where it has none.
    public var remoteAddress: String?

    /// Describes a handshake.
    public init(path: String, query: String? = nil, headers: [HeaderField] = [], remoteAddress: String? = nil) {
        self.path = path
        self.query = query
        self.headers = headers
        self.remoteAddress = remoteAddress
    }

    /// The value of the first field of that name, in upper or lower case.
    public func header(_ name: String) -> String? {
        let name = name.lowercased()
        return headers.first { $0.name.lowercased() == name }?.value
    }
}

extension Handshake {
    init(_ request: HTTPRequestHead, from address: SocketAddress?) {
        let (path, query) = Self.parts(of: request.uri)
        self.init(
            path: path,
            query: query,
            headers: request.headers.map { HeaderField(name: $0.name, value: $0.value) },
            remoteAddress: address?.ipAddress
        )
    }

    /// Path and query of a request's target, which may be a whole URL (RFC 9112, section 3.2).
    static func parts(of target: String) -> (path: String, query: String?) {
        var target = target[...]
        if !target.hasPrefix("/"), let authority = target.firstRange(of: "://") {
            let rest = target[authority.upperBound...]
            target = rest[(rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex)...]
        }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts[0].isEmpty ? "/" : String(parts[0])
        return (path, parts.count > 1 ? String(parts[1]) : nil)
    }
}

extension HeaderField {
    private static let reserved: Set<String> = [
        "host", "connection", "upgrade", "content-length", "content-type", "transfer-encoding",
    ]

    /// Whether a program may add it to a handshake: an HTTP token, a value on one line, not the handshake's own.
    var canBeSent: Bool {
        let lowered = name.lowercased()
        guard !Self.reserved.contains(lowered), !lowered.hasPrefix("sec-websocket-") else { return false }
        let isToken = name.utf8.allSatisfy { byte in
            (0x21...0x7E).contains(byte) && !"\"(),/:;<=>?@[\\]{}".utf8.contains(byte)
        }
        return isToken && !name.isEmpty && value.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
    }
}

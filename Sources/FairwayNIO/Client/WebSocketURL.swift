/// Why a text is no address of a WebSocket that can be connected to.
public enum WebSocketURLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The address is not of the form `ws://host:port/path?query`, or the same with `wss`.
    case malformed(url: String, reason: String)
    /// The address begins with something else than `ws` and `wss`.
    case unsupportedScheme(String)

    /// What is wrong, in words.
    public var description: String {
        switch self {
        case .malformed(let url, let reason): "'\(url)' is not the address of a WebSocket: \(reason)"
        case .unsupportedScheme(let scheme): "a WebSocket's address begins with ws:// or wss://, not with '\(scheme)'"
        }
    }
}

/// The parts of a WebSocket's address (RFC 6455, section 3).
struct WebSocketURL: Hashable {
    /// Whether the connection is to have TLS: `wss`.
    var isSecure: Bool
    /// A name or an address, without the brackets of IPv6.
    var host: String
    var port: Int
    /// Path and query as they stand in the request.
    var target: String

    /// What the Host header says; the port only where it is not the usual one.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == usualPort ? name : "\(name):\(port)"
    }

    private var usualPort: Int { isSecure ? 443 : 80 }

    init(parsing url: String) throws(WebSocketURLError) {
        func malformed(_ reason: String) -> WebSocketURLError { .malformed(url: url, reason: reason) }
        guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw malformed("other characters than printable ASCII have to be escaped")
        }
        guard !url.utf8.contains(UInt8(ascii: "#")) else { throw malformed("a fragment is not allowed") }

        let separator = url.utf8.firstIndex(of: UInt8(ascii: ":")) ?? url.endIndex
        let scheme = url[..<separator].lowercased()
        guard url[separator...].hasPrefix("://") else { throw malformed("it does not begin with ws:// or wss://") }
        guard scheme == "ws" || scheme == "wss" else { throw .unsupportedScheme(scheme) }
        isSecure = scheme == "wss"

        let rest = url[separator...].dropFirst(3)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let target = rest[end...]
        self.target = target.hasPrefix("/") ? String(target) : "/" + target

        let authority = rest[..<end]
        guard !authority.contains("@") else { throw malformed("a user name is not allowed") }
        let portText: Substring?
        if authority.hasPrefix("[") {
            guard let bracket = authority.firstIndex(of: "]") else { throw malformed("a bracket is not closed") }
            host = String(authority[authority.index(after: authority.startIndex)..<bracket])
            guard host.contains(":") else { throw malformed("only an IPv6 address stands in brackets") }
            let after = authority[authority.index(after: bracket)...]
            guard after.isEmpty || after.hasPrefix(":") else { throw malformed("a port begins with a colon") }
            portText = after.isEmpty ? nil : after.dropFirst()
        } else {
            let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count <= 2 else { throw malformed("an IPv6 address has to stand in brackets") }
            host = String(parts[0])
            portText = parts.count == 2 ? parts[1] : nil
        }
        guard !host.isEmpty else { throw malformed("there is no host") }
        guard let portText, !portText.isEmpty else {
            port = isSecure ? 443 : 80
            return
        }
        guard portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(portText), port > 0 else {
            throw malformed("the port is not a number from 1 to 65535")
        }
        self.port = Int(port)
    }
}

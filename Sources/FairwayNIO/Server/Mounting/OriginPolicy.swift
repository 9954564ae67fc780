/// From which web pages a WebSocket may be opened (RFC 6455, section 10.2).
///
/// Browsers send the origin of the page in a header field that a page cannot change. Programs send none, and are let in
/// whatever the policy: it protects the users of browsers, and is no authentication.
public struct OriginPolicy: Sendable, Hashable {
    private enum Rule: Hashable {
        case same
        case listed(Set<Origin>)
        case any
    }

    private let rule: Rule

    /// Pages that the same host has served, at the same port, as the `Host` field tells it; over TLS only those that came
    /// over TLS themselves.
    ///
    /// A proxy in front has to pass `Host` on; where it does not, the pages are to be listed.
    public static let sameOrigin = OriginPolicy(rule: .same)

    /// Every page. For public data, or where no cookie and no address lets anybody in.
    public static let any = OriginPolicy(rule: .any)

    /// Pages of these origins only, such as `https://example.org` or `http://localhost:3000`.
    ///
    /// Upper and lower case are the same, and so is a port that is the usual one of its scheme. A page without an origin
    /// says `null`, which can be listed too.
    public static func only(_ origins: [String]) -> OriginPolicy {
        OriginPolicy(rule: .listed(Set(origins.map { Origin($0) })))
    }

    /// Whether a page of that origin may open a WebSocket at that host.
    ///
    /// - Parameters:
    ///   - origins: the `Origin` fields of the request.
    ///   - host: its `Host` field.
    ///   - isSecure: whether it came over TLS; without, a proxy in front may have ended that.
    func allows(_ origins: [String], at host: String, overTLS isSecure: Bool = false) -> Bool {
        guard let origin = origins.first else { return true }
        guard origins.count == 1 else { return rule == .any }
        return switch rule {
        case .same: Origin(origin).isServed(at: host, overTLS: isSecure)
        case .listed(let known): known.contains(Origin(origin))
        case .any: true
        }
    }
}

/// The origin of a page (RFC 6454): scheme, host and port.
private struct Origin: Hashable {
    struct Authority: Hashable {
        var host: Substring
        var port: Int?

        /// - Parameter scheme: says which port is meant where there is none.
        init?(_ text: some StringProtocol, of scheme: Substring) {
            // The colons of an IPv6 address are within its brackets.
            let afterHost = text.lastIndex(of: "]").map { text.index(after: $0) } ?? text.startIndex
            let end = text[afterHost...].firstIndex(of: ":") ?? text.endIndex
            host = Substring(text[..<end])
            guard !host.isEmpty else { return nil }
            let digits = text[end...].dropFirst()
            guard digits.isEmpty else {
                guard let number = UInt16(digits) else { return nil }
                port = Int(number)
                return
            }
            port = Origin.ports[scheme]
        }
    }

    /// The usual port of each scheme that pages are served with.
    private static let ports: [Substring: Int] = ["http": 80, "https": 443]

    var scheme: Substring
    /// `nil` where the text is no origin with a host, such as `null`; then the text is in `scheme`.
    var authority: Authority?

    init(_ text: String) {
        let text = Substring(text.lowercased())
        guard let separator = text.firstRange(of: "://") else {
            scheme = text
            return
        }
        let scheme = text[..<separator.lowerBound]
        let rest = text[separator.upperBound...]
        authority = Authority(rest.hasSuffix("/") ? rest.dropLast() : rest, of: scheme)
        self.scheme = authority == nil ? text : scheme
    }

    /// Whether it is that of the pages of a host, as its `Host` field has it.
    func isServed(at host: String, overTLS isSecure: Bool) -> Bool {
        guard let authority, Self.ports[scheme] != nil, scheme == "https" || !isSecure else { return false }
        return authority == Authority(host.lowercased(), of: scheme)
    }
}

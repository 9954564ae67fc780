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

import NIOHTTP1

/// A connection to a listener that did not become a WebSocket.
public struct RefusedHandshake: Sendable, Hashable {
    /// Why, in words without anything that the peer sent.
    public let reason: String
    /// The HTTP status of the answer; `nil` where there was nobody to be answered.
    public let status: Int?
    /// The address of the peer, without its port; `nil` where it has none.
    public let remoteAddress: String?

    init(reason: String, status: Int? = nil, remoteAddress: String?) {
        self.reason = reason
        self.status = status
        self.remoteAddress = remoteAddress
    }
}

/// Why a request is not answered with a WebSocket, as it is told in HTTP.
struct HandshakeRefusal: Error {
    var answer: HTTPAnswer
    /// Who has refused it, where it was one path's own decision.
    var mount: Mount?

    init(_ status: HTTPResponseStatus, _ reason: String, headers: HTTPHeaders = [:], mount: Mount? = nil) {
        answer = HTTPAnswer(status, reason, headers: headers)
        self.mount = mount
    }

    static let notHTTP = HandshakeRefusal(.badRequest, "not an HTTP request")
    static let tooLarge = HandshakeRefusal(.requestHeaderFieldsTooLarge, "the request is too large")
    static let notFound = HandshakeRefusal(.notFound, "nothing is offered under this path")
    static let notAnUpgrade = HandshakeRefusal(
        .upgradeRequired,
        "this is a WebSocket",
        headers: ["Upgrade": "websocket", "Sec-WebSocket-Version": "13"]
    )
    static let wrongVersion = HandshakeRefusal(
        .upgradeRequired,
        "the version of the WebSocket protocol has to be 13",
        headers: ["Upgrade": "websocket", "Sec-WebSocket-Version": "13"]
    )

    /// Judges a request by the rules of RFC 6455, section 4.2.1; `nil` where it is a good one.
    init?(judging request: HTTPRequestHead) {
        let headers = request.headers
        guard headers.hasToken("websocket", in: "Upgrade") else {
            self = .notAnUpgrade
            return
        }
        guard request.method == .GET else {
            self.init(.badRequest, "the method has to be GET")
            return
        }
        guard request.version.major == 1, request.version.minor >= 1 else {
            self.init(.badRequest, "the version of HTTP has to be 1.1")
            return
        }
        guard headers.hasToken("upgrade", in: "Connection") else {
            self.init(.badRequest, "the Connection header has no upgrade")
            return
        }
        guard headers["Sec-WebSocket-Version"] == ["13"] else {
            self = .wrongVersion
            return
        }
        guard headers["Host"].count == 1 else {
            self.init(.badRequest, "there has to be one Host header")
            return
        }
        let keys = headers["Sec-WebSocket-Key"]
        guard keys.count == 1, Self.isKey(keys[0]) else {
            self.init(.badRequest, "Sec-WebSocket-Key has to be 16 bytes in Base64")
            return
        }
        guard headers["Transfer-Encoding"].isEmpty, headers["Content-Length"].allSatisfy({ $0 == "0" }) else {
            self.init(.badRequest, "the request has a body")
            return
        }
        return nil
    }

    /// Sixteen bytes are 22 characters of Base64, of which the last holds two bits, and two signs of padding.
    private static func isKey(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 24, bytes.suffix(2) == [0x3D, 0x3D] else { return false }
        return bytes.prefix(22).allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F: true
            default: false
            }
        }
    }
}

extension HTTPHeaders {
    /// Whether a field that holds a list has that token in it, in upper or lower case.
    func hasToken(_ token: String, in name: String) -> Bool {
        self[canonicalForm: name].contains { $0.lowercased() == token }
    }
}

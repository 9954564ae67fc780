import Testing

@testable import FairwayNIO

/// An address and its parts.
struct AddressVector: Sendable {
    var url: String
    var host: String
    var port: Int
    var target: String
    var authority: String
    var isSecure = false

    static let all: [AddressVector] = [
        AddressVector(url: "ws://example.org", host: "example.org", port: 80, target: "/", authority: "example.org"),
        AddressVector(url: "WS://a:80/", host: "a", port: 80, target: "/", authority: "a"),
        AddressVector(url: "ws://a:8080/b?c=d:e/f", host: "a", port: 8080, target: "/b?c=d:e/f", authority: "a:8080"),
        AddressVector(url: "ws://a?b", host: "a", port: 80, target: "/?b", authority: "a"),
        AddressVector(url: "ws://a:/b", host: "a", port: 80, target: "/b", authority: "a"),
        AddressVector(url: "ws://[::1]:9000/b", host: "::1", port: 9000, target: "/b", authority: "[::1]:9000"),
        AddressVector(url: "wss://a", host: "a", port: 443, target: "/", authority: "a", isSecure: true),
        AddressVector(url: "WSS://a:443/b", host: "a", port: 443, target: "/b", authority: "a", isSecure: true),
        AddressVector(url: "wss://a:80/", host: "a", port: 80, target: "/", authority: "a:80", isSecure: true),
        AddressVector(url: "ws://a:443/", host: "a", port: 443, target: "/", authority: "a:443"),
        AddressVector(url: "ws://[fe80::1]", host: "fe80::1", port: 80, target: "/", authority: "[fe80::1]"),
    ]
}

@Suite("Addresses of WebSockets")
struct WebSocketURLTests {
    @Test("An address is taken apart", arguments: AddressVector.all)
    func parts(vector: AddressVector) throws {
        let url = try WebSocketURL(parsing: vector.url)
        #expect(url.host == vector.host)
        #expect(url.port == vector.port)
        #expect(url.target == vector.target)
        #expect(url.authority == vector.authority)
        #expect(url.isSecure == vector.isSecure)
    }

    @Test(
        "What is no address is refused with the reason",
        arguments: [
            "", "ws", "ws:", "ws:/a", "localhost:80", "ws://", "ws:///a", "ws://:80", "ws://a:b", "ws://a:0",
            "ws://a:65536", "ws://a:+1", "ws://::1/", "ws://[::1", "ws://[a]", "ws://[::1]80", "ws://u@a", "ws://a/#b",
            "ws://a/ b", "ws://a/\r\nX: y", "ws://ä/",
        ]
    )
    func malformed(url: String) {
        let error = #expect(throws: WebSocketURLError.self) { try WebSocketURL(parsing: url) }
        guard case .malformed(let text, let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text == url)
        #expect(!reason.isEmpty)
    }

    @Test("Other schemes are refused")
    func schemes() {
        #expect(throws: WebSocketURLError.unsupportedScheme("http")) { try WebSocketURL(parsing: "http://a/") }
        #expect(throws: WebSocketURLError.unsupportedScheme("wsss")) { try WebSocketURL(parsing: "wsss://a/") }
    }

    #if !TLS
        @Test("Without TLS in the build an address that needs it is refused with the reason")
        func leftOut() {
            #expect(throws: TLSSetupError.leftOut) { try WebSocketConnector(to: "wss://a/") }
            #expect(throws: TLSSetupError.leftOut) { try ServerCertificates(chain: [], key: []) }
            #expect("\(TLSSetupError.leftOut)".contains("trait 'TLS'"))
        }
    #endif
}

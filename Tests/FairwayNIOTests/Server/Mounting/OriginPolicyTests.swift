import Testing

@testable import FairwayNIO

@Suite("Origins of pages")
struct OriginPolicyTests {
    @Test(
        "Are the same where host and port are",
        arguments: [
            ("http://example.org", "example.org", true), ("https://example.org", "example.org", true),
            ("https://example.org:443", "example.org", true), ("https://example.org", "example.org:443", true),
            ("http://EXAMPLE.org", "example.ORG", true), ("http://localhost:3000", "localhost:3000", true),
            ("http://[::1]:3000", "[::1]:3000", true), ("http://[::1]", "[::1]:80", true),
            ("http://localhost:3000", "localhost:8080", false), ("http://example.org", "example.org:443", false),
            ("https://example.org:8443", "example.org", false), ("http://example.org.evil.net", "example.org", false),
            ("http://evil.net", "example.org", false), ("http://example.org@evil.net", "example.org", false),
            ("null", "example.org", false), ("null", "", false), ("", "", false), ("http://", "", false),
            ("file://", "", false), ("http://a:b", "a:b", false),
            ("http://example.org:99999", "example.org:99999", false), ("chrome-extension://abc", "abc", false),
            ("://example.org", "example.org", false),
        ]
    )
    func same(origin: String, host: String, isAllowed: Bool) {
        #expect(OriginPolicy.sameOrigin.allows([origin], at: host) == isAllowed)
        #expect(OriginPolicy.any.allows([origin], at: host))
    }

    @Test("Are not the same where TLS ends here and the page came without")
    func secure() {
        #expect(OriginPolicy.sameOrigin.allows(["https://example.org"], at: "example.org", overTLS: true))
        #expect(!OriginPolicy.sameOrigin.allows(["http://example.org:443"], at: "example.org:443", overTLS: true))
        #expect(OriginPolicy.only(["http://a"]).allows(["http://a"], at: "example.org", overTLS: true))
    }

    @Test("Are not asked of who sends none, and of two none is believed")
    func count() {
        for policy in [OriginPolicy.sameOrigin, .only([]), .only(["http://a"]), .any] {
            #expect(policy.allows([], at: "a"))
        }
        #expect(!OriginPolicy.sameOrigin.allows(["http://a", "http://a"], at: "a"))
        #expect(!OriginPolicy.only(["http://a"]).allows(["http://a", "http://a"], at: "a"))
    }

    @Test(
        "Are those listed, with their schemes",
        arguments: [
            ("https://example.org", true), ("https://EXAMPLE.org:443", true), ("http://example.org", false),
            ("https://example.org:444", false), ("http://localhost:3000", true), ("null", true), ("", false),
            ("https://www.example.org", false), ("https://example.org.evil.net", false),
        ]
    )
    func listed(origin: String, isAllowed: Bool) {
        let policy = OriginPolicy.only(["https://example.org/", "HTTP://localhost:3000", "null"])
        #expect(policy.allows([origin], at: "www.example.org") == isAllowed)
    }
}

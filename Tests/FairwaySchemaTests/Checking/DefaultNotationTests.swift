import Foundation
import Testing

@testable import FairwaySchema

@Suite("Defaults that are texts")
struct DefaultNotationTests {
    @Test(
        "A date and time of RFC 3339 is counted from 2001",
        arguments: [
            ("2001-01-01T00:00:00Z", 0), ("2000-12-31T23:59:59.5z", -0.5), ("2001-01-01t01:00:00+01:00", 0),
            ("1970-01-01T00:00:00Z", -978_307_200), ("2000-02-29T12:00:00-11:30", -26440200),
            ("0000-01-01T00:00:00Z", -63_145_526_400), ("9999-12-31T23:59:59Z", 252_423_993_599),
            ("0000-03-01T00:00:00Z", -63_140_342_400), ("1900-03-01T00:00:00Z", -3182198400),
            ("2024-02-29T00:00:00.1234567890123456789Z", 730_857_600.123456789012345),
        ]
    )
    func dates(text: String, seconds: Double) {
        #expect(DateNotation.secondsSince2001(text) == seconds)
    }

    @Test("Every day of four centuries is where the calendar has it")
    func calendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for day in stride(from: -400 * 366, to: 400 * 366, by: 13) {
            let date = Date(timeIntervalSinceReferenceDate: Double(day) * 86_400)
            let text = date.formatted(.iso8601)
            #expect(DateNotation.secondsSince2001(text) == date.timeIntervalSinceReferenceDate)
        }
    }

    @Test(
        "What is no such date is refused",
        arguments: [
            "", "2001-01-01", "2001-01-01T00:00:00", "2001-13-01T00:00:00Z", "2001-00-01T00:00:00Z",
            "2001-04-31T00:00:00Z", "1900-02-29T00:00:00Z", "2001-01-01T24:00:00Z", "2001-01-01T00:60:00Z",
            "2001-01-01T00:00:60Z", "2001-01-01T00:00:00.Z", "2001-01-01T00:00:00+1:00", "2001-01-01T00:00:00+24:00",
            "2001-01-01T00:00:00Zz", "2001-01-01 00:00:00Z", "20010-01-01T00:00:00Z", "0000-01-01T00:00:00+00:01",
            "٢٠٠١-01-01T00:00:00Z", "2001-01-01T00:00:00+01:0", "-001-01-01T00:00:00Z",
        ]
    )
    func noDates(text: String) {
        #expect(DateNotation.secondsSince2001(text) == nil)
    }

    @Test("A UUID is read as Foundation reads it")
    func uuids() throws {
        for _ in 0..<50 {
            let uuid = UUID()
            let bytes = withUnsafeBytes(of: uuid.uuid) { Array($0) }
            #expect(UUIDNotation.bytes(uuid.uuidString) == bytes)
            #expect(UUIDNotation.bytes(uuid.uuidString.lowercased()) == bytes)
        }
        for text in ["", "0", "00000000000000000000000000000000", "{00000000-0000-0000-0000-000000000000}"] {
            #expect(UUIDNotation.bytes(text) == nil)
        }
    }

    @Test("Base64 is read as Foundation writes it")
    func base64() {
        for count in 0...70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            #expect(Base64Notation.bytes(Data(bytes).base64EncodedString()) == bytes)
        }
        let most = Data(repeating: 7, count: 1024)
        #expect(Base64Notation.bytes(most.base64EncodedString())?.count == 1024)
        #expect(Base64Notation.bytes((most + [7]).base64EncodedString()) == nil)
    }

    @Test(
        "What no encoder writes is refused",
        arguments: ["A", "AA", "AAA", "AB==", "AAB=", "====", "A===", "AA=A", "A A=", "AA-_"]
    )
    func noBase64(text: String) {
        #expect(Base64Notation.bytes(text) == nil)
    }

    @Test(
        "A URL of RFC 3986 is taken, absolute or relative",
        arguments: [
            "http://example.com", "https://user:pass@example.com:8080/a/b;c=d?e=f&g#h/i?j", "mailto:a@b.c", "urn:x:y",
            "/a/b", "a/b:c", "../c", "?q", "#f", "//host/path", "http://[::1]/", "http://[2001:db8::1.2.3.4]:80",
            "http://[1:2:3:4:5:6:7:8]", "http://192.168.0.1", "http://example.com:", "file:///etc", "a%20b", "x:",
            "http://a%C3%A9.com", "data:,a", ".", "*",
        ]
    )
    func urls(text: String) {
        #expect(URLNotation.accepts(text))
        #expect(URL(string: text, encodingInvalidCharacters: false)?.absoluteString == text)
    }

    @Test(
        "What RFC 3986 has no place for is refused",
        arguments: [
            "", " ", "a b", "http://é.com", "a%", "a%2", "a%zz", "1a:b", ":a", "http://[::1", "http://[::g]",
            "http://[1:2]",
            "http://[1:2:3:4:5:6:7:8:9]", "http://[::1::2]", "http://a:b", "http://a:65536", "http://a@b@c", "a#b#c",
            "a[b]", "a\\b", "a\"b", "a<b>", "a^b", "a`b", "a{b}", "a|b", "a\nb", "http://[::1]a",
            "http://[::256.1.1.1]",
            "http://[::01.1.1.1]", "é:",
        ]
    )
    func noURLs(text: String) {
        #expect(!URLNotation.accepts(text))
    }

    @Test("Whatever is taken for a URL is one to Foundation")
    func urlFuzz() {
        let pieces = [
            "http", "://", "//", "/", ":", "?", "#", "@", "[", "]", "::", "1", "8080", "a", "%20", "%00", "%ff", ".",
            "..",
            "-", "~", "!", "$", "&", "'", "(", ")", "*", "+", ",", ";", "=", "é", " ", "xn--", "_", "[::1]", "ws",
        ]
        var generator = RepeatableRandom()
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...7, using: &generator)).compactMap { _ in
                pieces.randomElement(using: &generator)
            }
            .joined()
            guard URLNotation.accepts(text) else { continue }
            #expect(URL(string: text, encodingInvalidCharacters: false) != nil, "\(text)")
        }
    }
}

/// The same numbers in every run: a linear congruence, of which the upper bits are used.
private struct RepeatableRandom: RandomNumberGenerator {
    private var state: UInt64 = 1

    mutating func next() -> UInt64 {
        func step() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 32
        }
        return step() << 32 | step()
    }
}

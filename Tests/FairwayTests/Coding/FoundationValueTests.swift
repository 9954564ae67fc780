import Fairway
import Foundation
import Testing

/// One of each type that travels as a string.
struct StandardValues: WireDecodable {
    init(reading reader: inout WireReader) throws(ConversionError) {
        var array = try reader.openArray()
        if try reader.nextElement(in: &array) { _ = try reader.read(Date.self) }
        if try reader.nextElement(in: &array) { _ = try reader.read(UUID.self) }
        if try reader.nextElement(in: &array) { _ = try reader.read(Data.self) }
        if try reader.nextElement(in: &array) { _ = try reader.read(URL.self) }
        guard try !reader.nextElement(in: &array) else {
            throw ConversionError(expected: "four elements", at: reader.offset)
        }
    }
}

@Suite struct FoundationValueTests {
    @Test(
        "A date is read with any offset and any number of decimals",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01t00:00:00z", 0), ("2024-02-29T12:34:56.789Z", 1_709_210_096.789),
            ("2024-02-29T12:34:56.789+05:30", 1_709_190_296.789), ("2000-02-29T23:59:59-00:00", 951_868_799),
            ("1969-12-31T23:59:59.5Z", -0.5), ("0000-01-01T00:00:00Z", -62_167_219_200),
            ("1900-03-01T00:00:00Z", -2_203_891_200),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
            ("2001-01-01T00:00:00.123456789012345678901Z", 978_307_200.123456789),
            ("1970-01-01T00:00:00-23:59", 86_340),
        ]
    )
    func dates(text: String, seconds: Double) throws {
        let date: Date = try decode("\"\(text)\"")
        #expect(abs(date.timeIntervalSince1970 - seconds) < 1e-6)
    }

    @Test(
        "A string that is no date is refused",
        arguments: [
            "", "2024-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2024-13-01T00:00:00Z",
            "2024-00-01T00:00:00Z", "2024-01-00T00:00:00Z", "2024-04-31T00:00:00Z", "2024-01-01T24:00:00Z",
            "2024-01-01T00:60:00Z", "2016-12-31T23:59:60Z", "2024-01-01T00:00:00", "2024-01-01 00:00:00Z", "2024-01-01",
            "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00.5", "2024-01-01T00:00:00+24:00", "2024-01-01T00:00:00+00:60",
            "2024-01-01T00:00:00+0000", "2024-01-01T00:00:00+00", "2024-01-01T00:00:00ZZ", "24-01-01T00:00:00Z",
            "+024-01-01T00:00:00Z", "2024-1-01T00:00:00Z0", "2024-01-01T00:00Z12345", "12345", "2024-01-01T00:00:00,5Z",
        ]
    )
    func noDates(text: String) {
        let error = #expect(throws: ConversionError.self) { try decode("\"\(text)\"", as: Date.self) }
        #expect(error?.problem == .mismatch(expected: "an RFC 3339 date"))
    }

    @Test("A date is written in UTC with three decimals, and every day of every year reads back")
    func writingDates() throws {
        #expect(try encode(Date(timeIntervalSince1970: 0)) == "\"1970-01-01T00:00:00.000Z\"")
        #expect(try encode(Date(timeIntervalSince1970: -0.001)) == "\"1969-12-31T23:59:59.999Z\"")
        #expect(try encode(Date(timeIntervalSince1970: 1_709_210_096.789)) == "\"2024-02-29T12:34:56.789Z\"")
        #expect(try encode(Date(timeIntervalSince1970: -62_167_219_200)) == "\"0000-01-01T00:00:00.000Z\"")
        #expect(try encode(Date(timeIntervalSince1970: 253_402_300_799.999)) == "\"9999-12-31T23:59:59.999Z\"")
        var random = SeededRandom(seed: 3)
        for day in stride(from: -719_528, to: 2_932_896, by: 37) {
            let seconds = Double(day * 86_400 + Int(random.next() % 86_400)) + Double(random.next() % 1000) / 1000
            let date = Date(timeIntervalSince1970: seconds)
            let text = try encode(date)
            #expect(try encode(try decode(text, as: Date.self)) == text)
            #expect(abs(try decode(text, as: Date.self).timeIntervalSince(date)) < 0.001)
        }
    }

    @Test(
        "A date that RFC 3339 cannot write is not sent",
        arguments: [
            Double.infinity, -.infinity, .nan, 253_402_300_800, -62_167_219_201, 1e300,
        ]
    )
    func datesBeyond(seconds: Double) {
        #expect(throws: ConversionError.self) { try encode(Date(timeIntervalSince1970: seconds)) }
    }

    @Test(
        "A duration keeps every attosecond that its text names",
        arguments: [
            ("0", Duration.zero, "0"), ("5", .seconds(5), "5"), ("1.5", .milliseconds(1500), "1.5"),
            ("-0.25", .milliseconds(-250), "-0.25"), ("1e-9", .nanoseconds(1), "0.000000001"),
            ("1.000000000000000001", Duration(secondsComponent: 1, attosecondsComponent: 1), "1.000000000000000001"),
            (
                "-1.0000000000000000019", Duration(secondsComponent: -1, attosecondsComponent: -1),
                "-1.000000000000000001"
            ),
            (
                "9007199254740991.999999999999999999",
                Duration(
                    secondsComponent: 9_007_199_254_740_991,
                    attosecondsComponent: 999_999_999_999_999_999
                ), "9007199254740991.999999999999999999"
            ),
            ("12.5e2", .seconds(1250), "1250"), ("1e-30", .zero, "0"),
        ]
    )
    func durations(text: String, value: Duration, written: String) throws {
        #expect(try decode(text) == value)
        #expect(try encode(value) == written)
    }

    @Test("A duration of 2^53 seconds is refused both ways")
    func longDurations() {
        for text in ["9007199254740992", "-9007199254740992", "1e400"] {
            #expect(throws: ConversionError.self) { try decode(text, as: Duration.self) }
        }
        #expect(throws: ConversionError.self) { try encode(Duration.seconds(9_007_199_254_740_992)) }
        #expect(throws: ConversionError.self) { try encode(Duration.seconds(-9_007_199_254_740_992)) }
    }

    @Test("A UUID is read in either case and written in lower case")
    func identifiers() throws {
        let text = "00112233-4455-6677-8899-aabbccddeeff"
        let value = try #require(UUID(uuidString: text))
        #expect(try decode("\"\(text)\"") == value)
        #expect(try decode("\"\(text.uppercased())\"") == value)
        #expect(try encode(value) == "\"\(text)\"")
        for wrong in [
            "", "00112233445566778899aabbccddeeff", "{\(text)}", "\(text)0", String(text.dropLast()),
            "0011223-34455-6677-8899-aabbccddeeff", "g0112233-4455-6677-8899-aabbccddeeff",
            "00112233-4455-6677-8899-aabbccddeef\u{E9}",
        ] {
            #expect(throws: ConversionError.self) { try decode("\"\(wrong)\"", as: UUID.self) }
        }
    }

    @Test("A URL is read where its characters are allowed")
    func locations() throws {
        let text = "https://user@example.com:8080/a%20b/?q=1&r=%C3%A9#top"
        #expect(try decode("\"\(text)\"", as: URL.self).absoluteString == text)
        #expect(try encode(try #require(URL(string: text))) == "\"\(text)\"")
        for wrong in [
            "\"\"", #""http://a b""#, #""http://é.example/ü""#, #""http://[::1""#, "5", "null", #""a\u0000b""#,
        ] {
            let error = #expect(throws: ConversionError.self, "\(wrong)") { try decode(wrong, as: URL.self) }
            #expect(error?.problem == .mismatch(expected: "a URL"))
        }
    }

    @Test(
        "Data is base64 with strict padding",
        arguments: [
            ("", []), ("AA==", [0]), ("AAE=", [0, 1]), ("AAEC", [0, 1, 2]), ("/+8=", [0xFF, 0xEF]),
            ("aGVsbG8h", Array("hello!".utf8)),
        ] as [(String, [UInt8])]
    )
    func data(text: String, bytes: [UInt8]) throws {
        #expect(try decode("\"\(text)\"") == Data(bytes))
        #expect(try encode(Data(bytes)) == "\"\(text)\"")
    }

    @Test(
        "Text that is not base64 is refused",
        arguments: [
            "A", "AA", "AAA", "AA=", "A===", "====", "AA==AA==", "AAE=AAEC", "AA-_", "AA\\nA", "AB==", "AAF=", " AAE",
            "=AAA", "AA=A",
        ]
    )
    func noData(text: String) {
        #expect(throws: ConversionError.self) { try decode("\"\(text)\"", as: Data.self) }
    }

    @Test("Data of every length is written as Foundation does, and reads back", arguments: 0..<70)
    func dataRoundTrip(length: Int) throws {
        var random = SeededRandom(seed: UInt64(length))
        let data = Data((0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) })
        #expect(try encode(data) == "\"\(data.base64EncodedString())\"")
        #expect(try decode(try encode(data)) == data)
        // A slice's indices do not start at zero.
        #expect(try encode(data.dropFirst(3)) == "\"\(Data(data.dropFirst(3)).base64EncodedString())\"")
    }

    @Test("A schema's default is the URL that the schema says, and never traps")
    func urlDefault() {
        #expect(URL(schemaDefault: "https://example.org/a?b=c#d").absoluteString == "https://example.org/a?b=c#d")
        #expect(URL(schemaDefault: "../up").absoluteString == "../up")
        #expect(!URL(schemaDefault: "http://[ no URL").absoluteString.isEmpty)
        #expect(!URL(schemaDefault: "").absoluteString.isEmpty)
    }
}

import Fairway
import Testing

@Suite struct NumberReadingTests {
    @Test(
        "Every spelling of a whole number is an integer",
        arguments: [
            ("3", 3), ("3.0", 3), ("3e0", 3), ("3E+0", 3), ("30e-1", 3), ("0.3e1", 3), ("-3.000", -3), ("-0", 0),
            ("0e999999999999999999999", 0), ("9007199254740991", 9_007_199_254_740_991),
            ("-9007199254740991", -9_007_199_254_740_991), ("9007199254740991.000", 9_007_199_254_740_991),
            ("3000000000000000000000000000000e-30", 3), ("0.000000000000000000000000000003e30", 3),
        ]
    )
    func wholeNumbers(text: String, value: Int) throws {
        #expect(try decode(text) == value)
        #expect(try decode(text, conversion: .truncating) == value)
    }

    @Test(
        "Decimals are refused where the conversion is exact, and cut off where it is truncating",
        arguments: [
            ("3.7", 3), ("-3.7", -3), ("0.9", 0), ("-0.9", 0), ("37e-1", 3), ("1e-400", 0),
            ("5e-9999999999999999999", 0),
            ("123456789012345678.5e-10", 12_345_678),
        ]
    )
    func decimals(text: String, truncated: Int) throws {
        let error = #expect(throws: ConversionError.self) { try decode(text, as: Int.self) }
        #expect(error?.problem == .mismatch(expected: "an integer"))
        #expect(try decode(text, conversion: .truncating) == truncated)
    }

    @Test(
        "An integer outside of its type is out of range, truncating or not",
        arguments: [
            "300", "-129", "128", "3e2", "1e400", "-1e400", "99999999999999999999999999", "128.5e0",
        ]
    )
    func outOfRange(text: String) throws {
        let error = #expect(throws: ConversionError.self) { try decode(text, as: Int8.self, conversion: .truncating) }
        #expect(error?.problem == .outOfRange(expected: "an integer from -128 to 127"))
        #expect(error?.offset == 0)
    }

    @Test("Integers reach exactly to the ends of their types")
    func bounds() throws {
        #expect(try decode("[-128,127]") == [Int8.min, .max])
        #expect(try decode("[-32768,32767]") == [Int16.min, .max])
        #expect(try decode("[-2147483648,2147483647]") == [Int32.min, .max])
        #expect(try decode("[0,255]") == [UInt8.min, .max])
        #expect(try decode("[0,65535]") == [UInt16.min, .max])
        #expect(try decode("[0,4294967295,-0]") == [UInt32.min, .max, 0])
        for text in ["9007199254740992", "-9007199254740992"] {
            #expect(throws: ConversionError.self) { try decode(text, as: Int.self) }
        }
        #expect(throws: ConversionError.self) { try decode("9007199254740992", as: UInt.self) }
        #expect(throws: ConversionError.self) { try decode("-1", as: UInt8.self) }
    }

    @Test("Integers of 64 bits come as a number or as a string of digits")
    func longIntegers() throws {
        #expect(
            try decode(#"["-9223372036854775808","9223372036854775807",5,9223372036854775807]"#)
                == [Int64.min, .max, 5, .max]
        )
        #expect(try decode(#"["18446744073709551615",18446744073709551615,"0","\u0031"]"#) == [UInt64.max, .max, 0, 1])
        for text in [
            #""""#, #""-""#, #""01""#, #""+1""#, #""1.0""#, #"" 1""#, #""1 ""#, #""0x1""#, #""9223372036854775808""#,
            "9223372036854775808", #""99999999999999999999999999""#, "true", "null",
        ] {
            #expect(throws: ConversionError.self, "\(text)") { try decode(text, as: Int64.self) }
        }
        #expect(throws: ConversionError.self) { try decode(#""-1""#, as: UInt64.self) }
    }

    @Test("A string is no number", arguments: ["\"3\"", "\"\"", "true", "null", "[3]", "{}"])
    func strings(text: String) {
        #expect(throws: ConversionError.self) { try decode(text, as: Int.self, conversion: .truncating) }
        #expect(throws: ConversionError.self) { try decode(text, as: Double.self) }
        #expect(throws: ConversionError.self) { try decode(text, as: Float.self) }
        #expect(throws: ConversionError.self) { try decode(text, as: Duration.self) }
    }

    @Test(
        "A number must match the grammar",
        arguments: [
            "01", "-", "+1", ".5", "1.", "1.e3", "1e", "1e+", "-01", "0x10", "1_000", "NaN", "Infinity", "-Infinity",
            "1 2",
            "00", "-a", "1a", "--1", "1..2", "1e5.5",
        ]
    )
    func grammar(text: String) throws {
        for error in [
            #expect(throws: ConversionError.self) { try decode(text, as: Int.self) },
            #expect(throws: ConversionError.self) { try decode(text, as: Double.self) },
            #expect(throws: ConversionError.self) { try decode(text, as: Duration.self) },
            #expect(throws: ConversionError.self) { try decode(text, as: JSONValue.self) },
        ] {
            #expect(error?.isMalformed == true, "\(text): \(String(describing: error))")
        }
    }

    @Test(
        "A double is the one nearest to its text",
        arguments: [
            "0", "-0.0", "3", "1e22", "1e23", "123456789012345678", "0.1", "0.30000000000000004", "9007199254740993",
            "5e-324", "2.2250738585072011e-308", "1.7976931348623157e308", "1e-400", "100000000000000016777216",
            "8.41e21", "9214843084008499e-5", "0.000001", "6.02214076E+23", "50.193647", "-85.498064",
        ]
    )
    func doubles(text: String) throws {
        let value: Double = try decode(text)
        let expected = try #require(Double(text))
        #expect(value.bitPattern == expected.bitPattern)
        let short: Float = try decode(text == "1.7976931348623157e308" ? "1" : text)
        #expect(short == (text == "1.7976931348623157e308" ? 1 : try #require(Float(text))))
    }

    @Test("A number beyond the range of its type is refused")
    func floatRange() throws {
        for text in ["1e400", "-1e400", "1.8e308", "1e99999999999999999999"] {
            let error = #expect(throws: ConversionError.self) { try decode(text, as: Double.self) }
            #expect(error?.problem == .outOfRange(expected: "a double"))
        }
        #expect(throws: ConversionError.self) { try decode("1e39", as: Float.self) }
        #expect(try decode("3.4028235e38") == Float.greatestFiniteMagnitude)
    }

    @Test("A number of a hundred thousand digits is read in reasonable time")
    func longNumbers() throws {
        let digits = String(repeating: "7", count: 100_000)
        #expect(try decode("0.\(digits)", as: Double.self) == 7.0 / 9.0)
        #expect(throws: ConversionError.self) { try decode(digits, as: Double.self) }
        #expect(throws: ConversionError.self) { try decode(digits, as: Int.self) }
        #expect(try decode("2.\(digits)", conversion: .truncating) == 2)
        #expect(try decode("1\(String(repeating: "0", count: 100_000))e-100000") == 1)
    }

    @Test("Random doubles survive the way there and back")
    func roundTrip() throws {
        var random = SeededRandom(seed: 7)
        for step in 0..<20_000 {
            let value: Double =
                switch step % 4 {
                case 0: Double(bitPattern: random.next())
                case 1: Double(Int64(bitPattern: random.next()) % 1_000_000_000) / 1e6
                case 2: Double(random.next() % 100_000) / 1000
                default: Double(Int64(bitPattern: random.next()))
                }
            guard value.isFinite else { continue }
            let text = try encode(value)
            let back: Double = try decode(text)
            #expect(back.bitPattern == value.bitPattern, "\(value) as \(text)")
            #expect(text.utf8.count <= value.description.utf8.count, "\(text) is longer than \(value)")
            let short = Float(value)
            if short.isFinite { #expect(try decode(try encode(short)) == short) }
        }
    }
}

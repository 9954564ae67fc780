import Testing

@testable import Fairway

@Suite("The edges of the integer types")
struct IntegerEdgeTests {
    /// A type of integer, and how it is read; the wire's `int` ends before Swift's.
    struct Kind: Sendable, CustomTestStringConvertible {
        let name: String
        let low: Int128
        let high: Int128
        let read: @Sendable (String, Conversion) throws -> Int128
        let write: @Sendable (Int128) throws -> String

        var testDescription: String { name }
        var isText: Bool { name.hasSuffix("64") }

        init<Value: WireCodable & FixedWidthInteger>(_ type: Value.Type, _ low: Int128, _ high: Int128) {
            name = "\(type)"
            (self.low, self.high) = (low, high)
            read = { Int128(try decode($0, as: type, conversion: $1)) }
            write = { try encode(try #require(Value(exactly: $0))) }
        }

        init<Value: WireCodable & FixedWidthInteger>(_ type: Value.Type) {
            self.init(type, Int128(Value.min), Int128(Value.max))
        }
    }

    private static let exact: Int128 = 9_007_199_254_740_991
    private static let kinds = [
        Kind(Int.self, -exact, exact), Kind(UInt.self, 0, exact),
        Kind(Int8.self), Kind(Int16.self), Kind(Int32.self), Kind(Int64.self),
        Kind(UInt8.self), Kind(UInt16.self), Kind(UInt32.self), Kind(UInt64.self),
    ]

    /// The spellings of a whole number.
    private static func spellings(_ value: Int128) -> [String] {
        let sign = value < 0 ? "-" : ""
        let digits = "\(value.magnitude)"
        let inner = "\(sign)\(digits.prefix(1)).\(digits.dropFirst())0e\(digits.count - 1)"
        let zeros = String(repeating: "0", count: 30)
        // A zero in front of other digits is no JSON.
        let shifted = value == 0 ? ["0e-1"] : ["\(value)0e-1", "\(value)\(zeros)e-30"]
        return shifted + [
            "\(value)", "\(value).0", "\(value).\(zeros)", "\(value)e0", "\(value)E+00", inner,
            "\(sign)0.\(digits)e\(digits.count)", "\(sign)0.\(zeros)\(digits)e\(30 + digits.count)",
        ]
    }

    @Test("The last values inside are read in every spelling, and come back", arguments: kinds)
    func inside(kind: Kind) throws {
        for value in [kind.low, kind.low + 1, kind.high - 1, kind.high, 0, 1, 100] {
            for text in Self.spellings(value) {
                #expect(try kind.read(text, .exact) == value, "\(text)")
                #expect(try kind.read(text, .truncating) == value, "\(text)")
            }
            let written = try kind.write(value)
            #expect(written == (kind.isText ? "\"\(value)\"" : "\(value)"))
            #expect(try kind.read(written, .exact) == value)
        }
    }

    @Test("The first values outside are out of range in every spelling", arguments: kinds)
    func outside(kind: Kind) throws {
        for value in [kind.low - 1, kind.high + 1, kind.low * 10 - 1, kind.high * 10, Int128(UInt64.max) + 1, .max] {
            for text in Self.spellings(value) + (kind.isText ? ["\"\(value)\""] : []) {
                for conversion in [Conversion.exact, .truncating] {
                    let error = #expect(throws: ConversionError.self, "\(text)") { try kind.read(text, conversion) }
                    #expect(
                        error?.problem == .outOfRange(expected: "an integer from \(kind.low) to \(kind.high)"),
                        "\(text)"
                    )
                }
            }
        }
    }

    @Test("Decimals at the edges are cut off towards zero, and so come back inside", arguments: kinds)
    func decimals(kind: Kind) throws {
        for value in [kind.low, kind.high] where value != 0 {
            for text in ["\(value).5", "\(value).999999999999999999999999", "\(value)9e-1"] {
                let error = #expect(throws: ConversionError.self) { try kind.read(text, .exact) }
                #expect(error?.problem == .mismatch(expected: "an integer"))
                #expect(try kind.read(text, .truncating) == value, "\(text)")
            }
        }
        #expect(try kind.read("-0.9", .truncating) == 0)
        #expect(throws: ConversionError.self) { try kind.read("\(kind.high + 1).5", .truncating) }
        #expect(throws: ConversionError.self) { try kind.read("\(kind.low - 1).5", .truncating) }
    }

    @Test("Only the types of 64 bits take digits in a string, and those without a point", arguments: kinds)
    func texts(kind: Kind) throws {
        if kind.isText {
            #expect(try kind.read("\"\(kind.low)\"", .exact) == kind.low)
            #expect(try kind.read("\"\(kind.high)\"", .truncating) == kind.high)
        } else {
            #expect(throws: ConversionError.self) { try kind.read("\"3\"", .truncating) }
        }
        for text in ["3.0", "3e0", "03", "+3", " 3", "3 ", "", "-", "0x3", "٣"] {
            #expect(throws: ConversionError.self, "\(text)") { try kind.read("\"\(text)\"", .truncating) }
        }
    }

    @Test("Huge exponents are whole where the digits are", arguments: kinds)
    func exponents(kind: Kind) throws {
        #expect(try kind.read("0e999999999999999999999", .exact) == 0)
        #expect(try kind.read("1\(String(repeating: "0", count: 5000))e-5000", .exact) == 1)
        #expect(try kind.read("1e-999999999999999999999", .truncating) == 0)
        #expect(throws: ConversionError.self) { try kind.read("1e-999999999999999999999", .exact) }
        #expect(throws: ConversionError.self) { try kind.read("1e999999999999999999999", .truncating) }
        #expect(throws: ConversionError.self) { try kind.read("1e20", .exact) }
    }
}

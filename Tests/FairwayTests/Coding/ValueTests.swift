import Fairway
import Foundation
import Testing

@Suite struct ValueTests {
    enum Color: String, WireCodable, WireKey {
        case red, green
    }

    struct Open: RawRepresentable, WireCodable, Hashable {
        let rawValue: String
    }

    @Test("An enumeration of strings reads its raw values and refuses others")
    func enumerations() throws {
        #expect(try decode(#"["red","gr\u0065en"]"#) == [Color.red, .green])
        #expect(try encode([Color.red]) == #"["red"]"#)
        #expect(try decode(#""anything""#) == Open(rawValue: "anything"))
        let error = #expect(throws: ConversionError.self) { try decode(#" "blue""#, as: Color.self) }
        #expect(error == ConversionError(expected: "a known value", at: 1))
        #expect(throws: ConversionError.self) { try decode("1", as: Color.self) }
    }

    @Test("The keys of a dictionary may be an enumeration")
    func dictionaries() throws {
        #expect(try decode(#"{"red":1,"green":2}"#) == [Color.red: 1, .green: 2])
        #expect(try encode([Color.red: 1]) == #"{"red":1}"#)
        #expect(throws: ConversionError.self) { try decode(#"{"blue":1}"#, as: [Color: Int].self) }
        #expect(throws: ConversionError.self) { try decode(#"{"a":1,"a":1}"#, as: [String: Int].self) }
        #expect(try decode("{}") == [String: Int]())
    }

    @Test("Booleans and nothing are read and written as such")
    func simple() throws {
        #expect(try decode("[true, false,null]") == [true, false, Bool?.none])
        #expect(try encode([true, false, Bool?.none]) == "[true,false,null]")
        #expect(throws: ConversionError.self) { try decode("1", as: Bool.self) }
        #expect(Bool?.none.isNull && !Bool?.some(true).isNull && !"".isNull)
    }

    @Test("Integers are written within what every language holds exactly")
    func integers() throws {
        #expect(
            try encode([0, -1, 10, 99, 100, 101, -9_007_199_254_740_991, 9_007_199_254_740_991])
                == "[0,-1,10,99,100,101,-9007199254740991,9007199254740991]"
        )
        for value in [9_007_199_254_740_992, -9_007_199_254_740_992, .max, .min] {
            #expect(throws: ConversionError.self) { try encode(value) }
        }
        #expect(throws: ConversionError.self) { try encode(UInt.max) }
        #expect(try encode([Int64.min, .max]) == #"["-9223372036854775808","9223372036854775807"]"#)
        #expect(try encode([UInt64.max]) == #"["18446744073709551615"]"#)
        #expect(try encode([Int8.min, .max]) == "[-128,127]")
        #expect(try encode([UInt32.max]) == "[4294967295]")
    }

    @Test("Numbers that are not finite are not sent", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(value: Double) {
        #expect(throws: ConversionError.self) { try encode(value) }
        #expect(throws: ConversionError.self) { try encode(Float(value)) }
    }

    @Test(
        "Doubles are written as short as they can be",
        arguments: [
            (0, "0"), (-0.0, "-0.0"), (3, "3"), (-3.5, "-3.5"), (0.1, "0.1"), (0.001, "0.001"), (1e-4, "0.0001"),
            (1e15, "1e+15"),
            (123456.789, "123456.789"), (.leastNonzeroMagnitude, "5e-324"),
            (0.30000000000000004, "0.30000000000000004"),
            (999_999_999_999_999, "999999999999999"), (-0.963952, "-0.963952"), (100, "100"), (0.005, "0.005"),
        ] as [(Double, String)]
    )
    func doubles(value: Double, text: String) throws {
        let written = try encode(value)
        #expect(written == text || written == value.description)
        #expect(try decode(written, as: Double.self).bitPattern == value.bitPattern)
    }

    @Test(
        "Floats are written as short as a float needs",
        arguments: [
            (0.1, "0.1"), (3, "3"), (-0.0, "-0.0"), (1.5e10, "1.5e+10"), (16_777_215, "16777215"),
        ] as [(Float, String)]
    )
    func floats(value: Float, text: String) throws {
        #expect(try encode(value) == text)
        #expect(try decode(text, as: Float.self).bitPattern == value.bitPattern)
    }
}

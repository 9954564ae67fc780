import Testing

@testable import FairwaySchema

@Suite("Scalars of the YAML 1.2 core schema")
struct YAMLScalarTests {
    @Test(
        "A plain scalar has the type that the core schema gives it",
        arguments: [
            ("", .null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null), ("nUll", .string("nUll")),
            ("true", .boolean(true)), ("True", .boolean(true)), ("FALSE", .boolean(false)), ("yes", .string("yes")),
            ("no", .string("no")), ("on", .string("on")), ("off", .string("off")), ("y", .string("y")),
            ("0", .integer(isNegative: false, magnitude: 0)), ("-0", .integer(isNegative: true, magnitude: 0)),
            ("+12", .integer(isNegative: false, magnitude: 12)), ("012", .integer(isNegative: false, magnitude: 12)),
            ("0o17", .integer(isNegative: false, magnitude: 15)), ("0xfF", .integer(isNegative: false, magnitude: 255)),
            ("18446744073709551615", .integer(isNegative: false, magnitude: .max)),
            ("18446744073709551616", .integer(isNegative: false, magnitude: nil)),
            ("0xFFFFFFFFFFFFFFFFF", .integer(isNegative: false, magnitude: nil)),
            ("-0x1F", .string("-0x1F")), ("0x", .string("0x")), ("0o8", .string("0o8")), ("1_000", .string("1_000")),
            ("1:30", .string("1:30")), ("-", .string("-")), ("+", .string("+")), (".", .string(".")),
            ("1.5", .number("1.5")), (".5", .number(".5")), ("5.", .number("5.")), ("-1e3", .number("-1e3")),
            ("1E+3", .number("1E+3")), ("1e", .string("1e")), ("e3", .string("e3")), ("1.5.2", .string("1.5.2")),
            (".inf", .number("inf")), ("-.INF", .number("-inf")), (".nan", .number("nan")), (".nAn", .string(".nAn")),
            ("2024-01-01", .string("2024-01-01")), ("string?", .string("string?")),
        ] as [(String, YAMLScalar.Value)]
    )
    func plain(text: String, expected: YAMLScalar.Value) {
        #expect(YAMLScalar(text: text, isPlain: true).value == expected)
    }

    @Test("A quoted scalar is a string whatever it holds", arguments: ["", "null", "true", "1", "1.5"])
    func quoted(text: String) {
        #expect(YAMLScalar(text: text, isPlain: false).value == .string(text))
    }
}

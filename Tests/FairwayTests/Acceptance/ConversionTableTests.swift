import Fairway
import Testing

@Suite("The conversion table, row by row")
struct ConversionTableTests {
    private static let values: [ConversionRow] = [
        ConversionRow("3", Plain<Int>.self, .value("3")),
        ConversionRow("3.0", Plain<Int>.self, .value("3")),
        ConversionRow("3e0", Plain<Int8>.self, .value("3")),
        ConversionRow("-30e-1", Plain<Int32>.self, .value("-3")),
        ConversionRow("3.0", Plain<UInt64>.self, .value(#""3""#)),
        ConversionRow(
            "3.7",
            Plain<Int>.self,
            .error("expected an integer, got number 3.7"),
            truncating: .value("3")
        ),
        ConversionRow(
            "-3.7",
            Plain<Int16>.self,
            .error("expected an integer, got number -3.7"),
            truncating: .value("-3")
        ),
        ConversionRow(
            "37e-1",
            Plain<Int64>.self,
            .error("expected an integer, got number 37e-1"),
            truncating: .value(#""3""#)
        ),
        ConversionRow(
            "-0.7",
            Plain<UInt8>.self,
            .error("expected an integer, got number -0.7"),
            truncating: .value("0")
        ),
        ConversionRow(
            "300",
            Plain<Int8>.self,
            .error("out of range: expected an integer from -128 to 127, got number 300")
        ),
        ConversionRow(
            "9007199254740992",
            Plain<Int>.self,
            .error(
                "out of range: expected an integer from -9007199254740991 to 9007199254740991, got number 9007199254740992"
            )
        ),
        ConversionRow("3", Plain<Double>.self, .value("3")),
        ConversionRow("3", Plain<Float>.self, .value("3")),
        ConversionRow("3.75", Plain<Float>.self, .value("3.75")),
        ConversionRow("1e400", Plain<Double>.self, .error("out of range: expected a double, got number 1e400")),
        ConversionRow("-1e39", Plain<Float>.self, .error("out of range: expected a float, got number -1e39")),
        ConversionRow(#""3""#, Plain<Int>.self, .error(#"expected an integer, got string "3""#)),
        ConversionRow(#""3""#, Plain<UInt32>.self, .error(#"expected an integer, got string "3""#)),
        ConversionRow(#""3""#, Plain<Double>.self, .error(#"expected a number, got string "3""#)),
        ConversionRow(#""3""#, Plain<Float>.self, .error(#"expected a number, got string "3""#)),
        ConversionRow(#""3""#, Plain<Int64>.self, .value(#""3""#)),
        ConversionRow(
            #""3.7""#,
            Plain<Int64>.self,
            .error(#"expected an integer or a string of its digits, got string "3.7""#)
        ),
        ConversionRow("null", Plain<Int?>.self, .value("null")),
        ConversionRow("3", Plain<Int?>.self, .value("3")),
        ConversionRow(
            "3.7",
            Plain<Int?>.self,
            .error("expected an integer, got number 3.7"),
            truncating: .value("3")
        ),
        ConversionRow("null", Plain<Int>.self, .error("expected an integer, got null")),
        ConversionRow("null", Plain<Double>.self, .error("expected a number, got null")),
        ConversionRow("null", Plain<JSONValue>.self, .value("null")),
        ConversionRow("3.70", Plain<JSONValue>.self, .value("3.70")),
        ConversionRow("[1,2]", Plain<[Int]>.self, .value("[1,2]")),
        ConversionRow(
            #"[1,"x"]"#,
            Plain<[Int]>.self,
            .error(#"expected an integer, got string "x""#),
            path: "[1]"
        ),
        ConversionRow(
            "[1,2,3.7]",
            Plain<[Int]>.self,
            .error("expected an integer, got number 3.7"),
            truncating: .value("[1,2,3]"),
            path: "[2]"
        ),
        ConversionRow("3", Plain<[Int]>.self, .error("expected an array, got number 3")),
        ConversionRow("null", Plain<[Int]>.self, .error("expected an array, got null")),
        ConversionRow(#"{"y":{"x":"?"},"x":1,"y":2}"#, Plain<Point>.self, .value(#"{"x":1}"#)),
        ConversionRow(#"{"x":1,"y":2,"x":1}"#, Plain<Point>.self, .error("field given twice"), path: ".x"),
        ConversionRow(#"{"y":1}"#, Plain<Point>.self, .error("expected a value, got nothing"), path: ".x"),
        ConversionRow(
            #"{"x":1.5}"#,
            Plain<Point>.self,
            .error("expected an integer, got number 1.5"),
            truncating: .value(#"{"x":1}"#),
            path: ".x"
        ),
    ]

    @Test("A value converts the same wherever it stands, or says where it stood", arguments: values, Place.allCases)
    func row(row: ConversionRow, place: Place) async throws {
        for conversion in [Conversion.exact, .truncating] {
            #expect(try await row.outcome(in: place, conversion) == row.expected(in: place, conversion))
        }
    }

    @Test(
        "A default stands in for null and for what is missing",
        arguments: ["null", nil],
        [Place.argument, .fieldOfArgument, .fieldOfAnswer]
    )
    func defaults(text: String?, place: Place) async throws {
        for conversion in [Conversion.exact, .truncating] {
            let row = ConversionRow(text, FiveByDefault.self, .value("5"))
            #expect(try await row.outcome(in: place, conversion) == .value("5"))
            let decimals = ConversionRow(
                "3.7",
                FiveByDefault.self,
                .error("expected an integer, got number 3.7"),
                truncating: .value("3")
            )
            #expect(try await decimals.outcome(in: place, conversion) == decimals.expected(in: place, conversion))
        }
    }

    @Test("What is missing is nil for an optional and null for json", arguments: Place.lone + Place.fields)
    func absence(place: Place) async throws {
        for row in [
            ConversionRow(nil, Plain<Int?>.self, .value("null")),
            ConversionRow(nil, Plain<JSONValue>.self, .value("null")),
        ] {
            for conversion in [Conversion.exact, .truncating] {
                #expect(try await row.outcome(in: place, conversion) == .value("null"))
            }
        }
    }

    @Test(
        "What is missing otherwise is an error that names it",
        arguments: [
            (Place.argument, "argument 'value' of 'take' on channel 'table': expected an integer, got nothing"),
            (.answer, "'take' was answered without a value"),
            (.fieldOfArgument, "argument 'value.field' of 'take' on channel 'table': expected a value, got nothing"),
            (.fieldOfAnswer, "answer of 'take' at '.field': expected a value, got nothing"),
        ]
    )
    func missing(place: Place, message: String) async throws {
        for conversion in [Conversion.exact, .truncating] {
            let row = ConversionRow(nil, Plain<Int>.self, .error(message))
            #expect(try await row.outcome(in: place, conversion) == .error(message))
        }
    }

    @Test("More arguments than declared are ignored, whatever they are", arguments: ["4", "null", #"{"a":[]}, "x""#])
    func surplus(text: String) async throws {
        for conversion in [Conversion.exact, .truncating] {
            let row = ConversionRow("3,\(text)", Plain<Int>.self, .value("3"))
            #expect(try await row.outcome(in: .argument, conversion) == .value("3"))
        }
    }
}

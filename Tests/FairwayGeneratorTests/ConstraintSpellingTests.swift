import Testing

@Suite("Constraints in generated code")
struct ConstraintSpellingTests {
    static let spellings: [(String, String)] = [
        ("{ type: int, min: 1, max: 200 }", ".range(1...200)"),
        ("{ type: int, min: -3 }", ".range((-3)...)"), ("{ type: int, min: -3, max: 3 }", ".range(-3...3)"),
        ("{ type: int8, max: -1 }", ".range(...(-1))"),
        ("{ type: double, min: -0.5, max: -0.25 }", ".range(-0.5...(-0.25))"),
        ("{ type: duration, min: 1, max: 2.5 }", ".range(.seconds(1)...(.seconds(2.5)))"),
        ("{ type: duration, max: 2 }", ".range(...(.seconds(2)))"),
        ("{ type: string, minLength: 2 }", ".length(2...)"),
        ("{ type: data, maxLength: 64 }", ".length(...64)"),
        ("{ type: [int], minItems: 1, maxItems: 2 }", ".count(1...2)"),
        ("[{ type: string, maxLength: 5 }]", ".each(.length(...5))"),
        ("{ type: [Name], maxItems: 2 }", ".count(...2).and(.each(.length(1...5)))"),
        ("{ Name: { type: int, min: 0 } }", ".keys(.length(1...5)).and(.values(.range(0...)))"),
        ("{ type: Name?, minLength: 2 }", ".ifPresent(.length(2...5))"),
        ("Nickname", ".ifPresent(.length(1...5))"),
        ("'[Nickname]?'", ".ifPresent(.each(.ifPresent(.length(1...5))))"),
    ]

    @Test("They are the runtime's, wherever the value goes", arguments: spellings)
    func spelling(type: String, expression: String) throws {
        let code = try generate(
            """
            fairway: 1
            name: Test
            types:
              Name: { type: string, minLength: 1, maxLength: 5 }
              Nickname: Name?
              Structure: { fields: { value: \(type) } }
              Union: { union: { value: \(type) } }
            toServer:
              tell: { args: { value: \(type) } }
              ask: { args: { value: \(type), structure: Structure? }, returns: \(type) }
              watch: { args: { union: Union }, streams: \(type) }
            """
        )
        // Read and written as a field, as a case and as an argument of two events; answered and streamed on both sides.
        #expect(code.components(separatedBy: "where: \(expression)").count - 1 == 12)
    }

    @Test("A value that is free is read and written without a constraint")
    func free() throws {
        let text =
            "fairway: 1\nname: Test\ntypes: { A: { fields: { b: [int] } } }\ntoServer: { tell: { args: { a: A } } }"
        #expect(try !generate(text).contains("where:"))
    }
}

extension String {
    fileprivate func components(separatedBy separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}

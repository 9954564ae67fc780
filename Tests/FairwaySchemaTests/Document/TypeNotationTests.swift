import Testing

@testable import FairwaySchema

@Suite("The notation of types")
struct TypeNotationTests {
    private func answer(_ notation: String) -> (type: TypeReference?, diagnostics: [String]) {
        let text = """
            fairway: 1
            types: { A: { fields: { a: int } } }
            toServer: { a: { returns: \(notation) }, b: { args: { a: A } } }
            """
        let result = SchemaLoader.load(text: text)
        guard case .value(let type) = result.schema?.channels.first?.toServer.first?.answer else {
            return (nil, result.printed)
        }
        return (type.type, result.printed)
    }

    static let a = TypeReference.named(SwiftName(identifier: "A"))
    static let string = TypeReference.builtin(.string)

    @Test(
        "A type means the same in YAML and in quotes",
        arguments: [
            ("string", string), ("A?", .optional(a)), ("[A]", .list(a)), ("\"[A]\"", .list(a)),
            ("\"[A?]?\"", .optional(.list(.optional(a)))), ("[[A]]", .list(.list(a))),
            ("['[A]?']", .list(.optional(.list(a)))),
            ("{ string: A }", .dictionary(key: string, value: a)),
            ("'{string:A}'", .dictionary(key: string, value: a)),
            ("\" { string : [ A ] } ? \"", .optional(.dictionary(key: string, value: .list(a)))),
            (
                "{ string: { string: A? } }",
                .dictionary(key: string, value: .dictionary(key: string, value: .optional(a)))
            ),
            ("{ type: A }", a), ("{ type: [A] }", .list(a)), ("{ type: '[A]?' }", .optional(.list(a))),
            ("[{ type: A }]", .list(a)),
        ] as [(String, TypeReference)]
    )
    func types(notation: String, expected: TypeReference) {
        let answer = answer(notation)
        #expect(answer.type == expected)
        #expect(answer.diagnostics == [])
    }

    @Test(
        "What spells no type is refused",
        arguments: [
            "\"[A\"", "\"A]\"", "\"[]\"", "\"{ A }\"", "\"{ string: }\"", "\"?\"", "\"[A]]\"", "\"A, A\"",
            "\"{ string, A }\"", "[]", "{}",
        ]
    )
    func refused(notation: String) {
        let answer = answer(notation)
        #expect(answer.type == nil)
        #expect(answer.diagnostics.count == 1)
    }

    @Test("As many levels of notation as the bound are read and one more is refused")
    func depth() {
        for (depth, isRead) in [(TypeTable.deepestType - 1, true), (TypeTable.deepestType, false)] {
            let notation = String(repeating: "[", count: depth) + "A" + String(repeating: "]", count: depth)
            #expect((answer("\"\(notation)\"").type != nil) == isRead)
        }
    }
}

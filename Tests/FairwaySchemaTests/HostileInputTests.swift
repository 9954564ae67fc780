import Foundation
import Testing

@testable import FairwaySchema

@Suite("Hostile input")
struct HostileInputTests {
    static let tooLarge = SchemaLoader.load(bytes: Array(repeating: UInt8(ascii: "#"), count: 4 * 1024 * 1024 + 1))

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let rule: Rule
    }

    static let mebibyte = 1 << 20

    static let repeated: [Case] = [
        ("[", Rule.nestingTooDeep), ("{", .nestingTooDeep), ("[\n", .nestingTooDeep), ("- ", .nestingTooDeep),
        ("? ", .nestingTooDeep), ("{a: ", .nestingTooDeep), ("a: ", .yamlSyntax), ("%", .yamlDirective),
        ("%TAG ! a\n", .yamlDirective), ("!", .yamlTag), ("&a ", .yamlAnchor), ("*a ", .yamlAnchor),
        ("'", .scalarTooLong),
        ("]", .yamlSyntax), ("a", .scalarTooLong), ("\n", .invalidValue), ("---\n", .severalDocuments),
        ("a: 1\n", .duplicateKey), ("\"", .yamlSyntax),
    ].map { unit, rule in
        let text = String(repeating: unit, count: mebibyte / 4 / unit.utf8.count)
        return Case(testDescription: unit, text: text, rule: rule)
    }

    @Test("Endless repetition ends with an error", arguments: repeated)
    func repetition(input: Case) {
        let result = SchemaLoader.load(text: input.text)
        #expect(result.schema == nil)
        #expect(result.diagnostics.contains { $0.rule == input.rule })
    }

    // What is quadratic in such a text takes hours; the limit only keeps a test run from waiting for it.
    @Test(
        "A mebibyte of brackets ends at the bound of nesting",
        .timeLimit(.minutes(1)),
        arguments: ["[", "{", "[\n", "- "]
    )
    func brackets(unit: String) {
        let text = String(repeating: unit, count: Self.mebibyte / unit.utf8.count)
        #expect(SchemaLoader.load(text: text).diagnostics.map(\.rule) == [.nestingTooDeep])
    }

    @Test(
        "Combining marks without end are refused",
        arguments: [
            "name: a%", "description: a%", "types: { A: { enum: [a%] } }", "? a%\n: b", "types: { A: \"a%\" }",
            "toServer: { \"a%\": {} }",
        ]
    )
    func marks(template: String) {
        let marks = String(repeating: "\u{301}", count: 100) + String(repeating: "\u{323}", count: 100)
        let text = "fairway: 1\n" + template.replacing("%", with: marks) + "\n"
        #expect(SchemaLoader.load(text: text).diagnostics.map(\.rule).contains(.combiningMarks))
    }

    @Test("A file over the limit is refused before it is read")
    func fileTooLarge() {
        #expect(Self.tooLarge.printed == ["chat.yaml:1:1: error: the file is larger than 4 MiB [file-too-large]"])
    }

    @Test(
        "Bytes that are not UTF-8 are reported where they are",
        arguments: [
            ([0xFF], 1), ([0x61, 0xC3], 2), ([0xC0, 0x80], 1), ([0xED, 0xA0, 0x80], 1), ([0xF5, 0x80, 0x80, 0x80], 1),
            ([0xC3, 0xA9, 0xE2, 0x82], 2), ([0xE0, 0x80, 0x80], 1), ([0x80], 1),
        ] as [([UInt8], Int)]
    )
    func invalidUTF8(bytes: [UInt8], column: Int) {
        let result = SchemaLoader.load(bytes: Array("fairway: 1\n".utf8) + bytes)
        #expect(result.printed == ["chat.yaml:2:\(column): error: the bytes here are not UTF-8 [invalid-utf8]"])
    }

    @Test("A control character is reported where it is", arguments: [0x00, 0x01, 0x08, 0x1B, 0x7F] as [UInt8])
    func controlCharacter(byte: UInt8) {
        let result = SchemaLoader.load(bytes: Array("fairway: 1\nname: ".utf8) + [byte])
        #expect(result.diagnostics.map(\.rule) == [.controlCharacter])
        #expect(result.diagnostics.map(\.location) == [SourceLocation(path: "chat.yaml", line: 2, column: 7)])
    }

    @Test("A key and a text have the longest length that they may have")
    func lengths() {
        let key = String(repeating: "k", count: YAMLReader.longestKey)
        let text = String(repeating: "t", count: YAMLReader.longestScalar)
        #expect(
            SchemaLoader.load(text: "fairway: 1\ntoServer:\n  ? \(key)\n  : { description: \(text) }\n").printed == []
        )
        let result = SchemaLoader.load(text: "fairway: 1\n? k\(key)\n: 1\ndescription: t\(text)\n")
        #expect(
            result.printed == [
                "chat.yaml:2:3: error: a key is longer than 1 KiB [scalar-too-long]",
                "chat.yaml:4:14: error: text is longer than 64 KiB [scalar-too-long]",
            ]
        )
    }

    @Test("The name of a case is no longer than a key may be")
    func names() {
        func result(count: Int) -> SchemaResult {
            SchemaLoader.load(text: "fairway: 1\ntypes: { A: { enum: [\(String(repeating: "c", count: count))] } }\n")
        }
        #expect(result(count: YAMLReader.longestKey).printed == [])
        #expect(result(count: YAMLReader.longestKey + 1).diagnostics.map(\.rule) == [.unnameable])
    }

    @Test("The bound on keys, values and collections is where it is said to be")
    func nodes() throws {
        // Before the list come the mapping around it, a version, a key and the list itself.
        let items = String(repeating: "- 1\n", count: YAMLReader.mostNodes - 5)
        let most = SchemaLoader.load(text: "fairway: 1\na:\n" + items)
        #expect(most.diagnostics.map(\.rule) == [.unknownKey])
        let message = "the file holds more than 50000 keys, values and collections"
        #expect(Self.tooManyNodes.printed == ["chat.yaml:49998:3: error: \(message) [too-many-nodes]"])
    }

    static let tooManyNodes = SchemaLoader.load(
        text: "fairway: 1\n" + "a:\n" + String(repeating: "- 1\n", count: YAMLReader.mostNodes)
    )

    static let tooManyProblems = SchemaLoader.load(
        text: "fairway: 1\n" + (1...150).map { "k\($0): 1\n" }.joined()
            + "toServer: { a: { deprecated: true } }\n"
    )

    @Test("The first hundred problems are shown, and the others counted")
    func problems() {
        #expect(Self.tooManyProblems.diagnostics.count == 102)
        #expect(
            Self.tooManyProblems.printed.last
                == "chat.yaml:102:1: error: 50 more errors are not shown [too-many-problems]"
        )
        let one = SchemaLoader.load(text: "fairway: 1\n" + (1...101).map { "k\($0): 1\n" }.joined())
        #expect(
            one.printed.last == "chat.yaml:102:1: error: 1 more error is not shown [too-many-problems]"
        )
    }

    @Test("Warnings beyond the hundredth are counted and leave the schema as it is")
    func warnings() {
        let events = (1...102).map { "  e\($0): { deprecated: true }\n" }.joined()
        let result = SchemaLoader.load(text: "fairway: 1\ntoServer:\n" + events)
        #expect(result.schema != nil)
        #expect(
            result.printed.last
                == "chat.yaml:103:23: warning: 2 more warnings are not shown [too-many-problems]"
        )
    }

    @Test("Suggestions end where too many names would have to be compared")
    func suggestions() {
        let types = (0..<4000).map { "  LongEnough\($0): int\n" }.joined()
        let events = (0..<50).map { "  e\($0): { args: { a: LongEnuogh\($0) } }\n" }.joined()
        let result = SchemaLoader.load(text: "fairway: 1\ntypes:\n\(types)toServer:\n\(events)")
        let messages = result.diagnostics.filter { $0.rule == .unknownType }.map(\.message)
        #expect(messages.first == "unknown type 'LongEnuogh0'; did you mean 'LongEnough0'?")
        #expect(messages.last == "unknown type 'LongEnuogh49'")
    }

    @Test("Aliases in aliases are followed as deep as the bound on nesting")
    func nestedAliases() {
        func result(count: Int) -> SchemaResult {
            let aliases = (0..<count).map { "  T\($0): '[T\($0 + 1)]'\n" }
            return SchemaLoader.load(
                text: "fairway: 1\ntypes:\n\(aliases.joined())  T\(count): { fields: { a: int } }\n"
            )
        }
        #expect(result(count: TypeTable.deepestType - 1).printed == [])
        #expect(result(count: TypeTable.deepestType).diagnostics.map(\.rule) == [.nestingTooDeep])
        #expect(result(count: 5000).diagnostics.map(\.rule) == [.nestingTooDeep])
    }

    @Test(
        "A long chain of references is followed without recursion",
        arguments: [
            "T%", "{ fields: { a: T% } }", "{ type: T%, minLength: 1 }", "{ union: { a: T% } }",
            "{ union: { a: T%, b: T% } }",
        ]
    )
    func longChain(pattern: String) {
        let count = 5000
        var text = "fairway: 1\ntoServer: { a: { args: { a: T0 } } }\ntypes:\n"
        for index in 0..<count {
            text += "  T\(index): " + pattern.replacing("%", with: "\(index + 1)") + "\n"
        }
        #expect(SchemaLoader.load(text: text + "  T\(count): string\n").printed == [])
        let cycle = SchemaLoader.load(text: text + "  T\(count): T0\n")
        #expect(cycle.diagnostics.count == 1)
        #expect(cycle.schema == nil)
    }

    @Test(
        "Aliases that double with every step are nested too deep before they are long",
        arguments: ["[T%]", "{ string: T% }"]
    )
    func deepAliases(pattern: String) {
        var text = "fairway: 1\ntoServer: { a: { args: { a: T0 } } }\ntypes:\n"
        for index in 0..<100 {
            text += "  T\(index): " + pattern.replacing("%", with: "\(index + 1)") + "\n"
        }
        let result = SchemaLoader.load(text: text + "  T100: { type: string, maxLength: 5 }\n")
        #expect(result.diagnostics.map(\.rule) == [.nestingTooDeep])
        // The innermost alias is one level, and each one outside it another.
        #expect(result.diagnostics.first?.location.line == 3 + 100 - TypeTable.deepestType + 1)
    }

    @Test("A thousand events of everything that answers are held against a thousand declarations")
    func manyAnswers() {
        var text = "fairway: 1\ntypes:\n"
        for index in 0..<1000 { text += "  U\(index): { union: { s: S }, discriminator: kind }\n" }
        text += "  S: { fields: { " + (0..<1000).map { "f\($0): int" }.joined(separator: ", ") + " } }\ntoServer:\n"
        for index in 0..<1000 { text += "  e\(index): { opens: C\(index), throws: U\(index) }\n" }
        text += "conversations:\n"
        for index in 0..<1000 { text += "  C\(index):\n" }
        #expect(SchemaLoader.load(text: text).printed == [])
    }

    @Test("A schema without one of its lines is read to an end, and so is one with a line twice")
    func lines() throws {
        let text = try String(contentsOf: SchemaCorpus.good.folder.appending(path: "everything.yaml"), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for index in lines.indices {
            for count in [0, 2] {
                var changed = lines
                changed.replaceSubrange(index...index, with: Array(repeating: lines[index], count: count))
                let result = SchemaLoader.load(text: changed.joined(separator: "\n"))
                let hasErrors = result.diagnostics.contains { $0.severity == .error }
                #expect((result.schema == nil) == hasErrors)
            }
        }
    }

    @Test("Every prefix of a schema is read to an end")
    func prefixes() throws {
        let bytes = Array(
            try String(contentsOf: SchemaCorpus.good.folder.appending(path: "everything.yaml"), encoding: .utf8).utf8
        )
        for count in stride(from: 0, to: bytes.count, by: 11) {
            let result = SchemaLoader.load(bytes: Array(bytes[..<count]))
            let hasErrors = result.diagnostics.contains { $0.severity == .error }
            #expect((result.schema == nil) == hasErrors)
        }
    }
}

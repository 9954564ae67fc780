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
        ("'", .invalidValue),
        ("]", .yamlSyntax), ("a", .invalidValue), ("\n", .invalidValue), ("---\n", .severalDocuments),
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

    // To compare such a text once takes minutes; the limit only keeps a test run from waiting for it.
    @Test(
        "Combining marks without end are refused before anybody compares them",
        .timeLimit(.minutes(1)),
        arguments: [
            "name: a%", "description: a%", "types: { A: { enum: [a%] } }", "? a%\n: b", "types: { A: \"a%\" }",
            "toServer: { \"a%\": {} }",
        ]
    )
    func marks(template: String) {
        let marks = String(repeating: "\u{301}", count: 250_000) + String(repeating: "\u{323}", count: 250_000)
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

    @Test("A huge key is cut in the message")
    func hugeKey() throws {
        let result = SchemaLoader.load(text: "fairway: 1\n? \(String(repeating: "k", count: Self.mebibyte))\n: 1\n")
        let diagnostic = try #require(result.diagnostics.first)
        #expect(diagnostic.rule == .unknownKey)
        #expect(diagnostic.message.count < 100)
    }

    @Test("A long chain of references is followed without recursion", arguments: ["T%", "{ fields: { a: T% } }"])
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

    @Test("Every prefix of a schema is read to an end")
    func prefixes() throws {
        let bytes = Array(
            try String(contentsOf: SchemaCorpus.good.folder.appending(path: "chat.yaml"), encoding: .utf8).utf8
        )
        for count in stride(from: 0, to: bytes.count, by: 7) {
            let result = SchemaLoader.load(bytes: Array(bytes[..<count]))
            let hasErrors = result.diagnostics.contains { $0.severity == .error }
            #expect((result.schema == nil) == hasErrors)
        }
    }
}

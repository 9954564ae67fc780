import FairwayGenerator
import Testing

@Suite("Text of a schema in generated code")
struct HostileTextTests {
    static let texts = [
        "*/", "/* open", "a\nfatalError()", "a\r\nfatalError()", "a\rfatalError()", "\"", "\"\"\"", "\"#", "#\"\"\"#",
        "\\",
        "\\\"", "\\(fatalError())", "\\u{22}", "\u{2028}import Foundation", "\u{2029}import Foundation",
        "\u{85}import Foundation", "\u{B}import Foundation", "\u{C}import Foundation", "\u{0}", "\u{1B}[2J", "\u{7F}",
        "\u{202E}txet\u{202C}", "\u{2066}text\u{2069}", "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{301}", "\u{E000}", "}",
        "// MARK: - x", "swift-format-ignore", "", " ",
    ]

    @Test("Whatever a text says, the code around it stays the same", arguments: texts)
    func skeleton(text: String) {
        let code = SwiftSkeleton(Self.code(saying: text))
        let plain = SwiftSkeleton(Self.code(saying: "plain"))
        #expect(code.code == plain.code)
        #expect(code.invisibles == [])
    }

    @Test("Every string literal stands for the text as the schema has it", arguments: texts)
    func literals(text: String) {
        let code = SwiftSkeleton(Self.code(saying: text))
        let plain = SwiftSkeleton(Self.code(saying: "plain"))
        let expected = plain.literals.map { $0 == "plain" ? text : $0 }
        #expect(code.literals.map { Array($0.unicodeScalars) } == expected.map { Array($0.unicodeScalars) })
        #expect(plain.literals.filter { $0 == "plain" }.count >= 20)
    }

    /// The code of a schema that has the text in every place that holds text.
    private static func code(saying text: String) -> String {
        let options = GenerationOptions(sourceFileName: text)
        return SwiftGenerator().generate(HostileSchema.saying(text), options: options)
    }
}

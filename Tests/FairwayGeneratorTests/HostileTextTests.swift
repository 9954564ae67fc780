import FairwayGenerator
import FairwaySchema
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
        return SwiftGenerator().generate(schema(saying: text), options: options)
    }

    private static func schema(saying text: String) -> Schema {
        let location = SourceLocation(path: "x", line: 1, column: 1)
        let deprecation = Deprecation(message: text)
        func name(_ name: String) -> SwiftName { SwiftName(identifier: name) }
        func event(_ answer: EventDeclaration.Answer) -> EventDeclaration {
            let argument = ArgumentDeclaration(
                schemaName: text,
                name: name("argument"),
                type: .builtin(.string),
                defaultValue: .string(text),
                documentation: text,
                location: location
            )
            return EventDeclaration(
                wireName: text,
                name: name(answer == .none ? "event" : "request"),
                documentation: text,
                deprecation: deprecation,
                arguments: [argument],
                answer: answer,
                location: location
            )
        }
        func type(_ identifier: String, _ kind: TypeDeclaration.Kind) -> TypeDeclaration {
            TypeDeclaration(
                name: name(identifier),
                documentation: text,
                deprecation: deprecation,
                kind: kind,
                location: location
            )
        }
        func enumeration(isFrozen: Bool) -> TypeDeclaration.Kind {
            let element = EnumerationDeclaration.Case(
                wireName: text,
                name: name("element"),
                documentation: text,
                location: location
            )
            return .enumeration(EnumerationDeclaration(cases: [element], isFrozen: isFrozen))
        }
        let fields = [nil, deprecation].map { deprecation in
            FieldDeclaration(
                wireName: text,
                name: name(deprecation == nil ? "field" : "old"),
                type: .builtin(.string),
                defaultValue: .string(text),
                documentation: text,
                deprecation: deprecation,
                isRecursive: false,
                location: location
            )
        }
        let channel = ChannelDeclaration(
            kind: .named(text),
            name: name("Channel"),
            documentation: text,
            toServer: [event(.none), event(.void)],
            toClient: [event(.none), event(.value(ConstrainedType(.builtin(.string))))],
            location: location
        )
        return Schema(
            name: name("Hostile"),
            documentation: text,
            types: [
                type("Structure", .structure(fields)),
                type("Open", enumeration(isFrozen: false)),
                type("Frozen", enumeration(isFrozen: true)),
                type("Alias", .alias(.builtin(.string))),
            ],
            channels: [channel]
        )
    }
}

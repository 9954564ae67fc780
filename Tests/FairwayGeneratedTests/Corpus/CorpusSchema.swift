import FairwayGenerator
import FairwaySchema
import Foundation
import Testing

/// A schema that is generated when the tests run, for what nobody wants to read.
struct CorpusSchema: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String

    var testDescription: String { name }

    /// The schema's Swift; fails the test where the schema has an error.
    func generate(
        access: GenerationOptions.AccessLevel = .internal,
        roles: Set<GenerationOptions.Role> = Set(GenerationOptions.Role.allCases)
    ) throws -> String {
        let result = SchemaLoader { _ in Array(text.utf8) }.load(path: "\(name).yaml")
        let errors = result.diagnostics.filter { $0.severity == .error }.map(\.description)
        #expect(errors == [])
        let options = GenerationOptions(roles: roles, access: access, sourceFileName: "\(name).yaml")
        return SwiftGenerator().generate(try #require(result.schema), options: options)
    }

    static let all: [CorpusSchema] =
        names("words", NamesSchema(name: "Words", names: NamesSchema.words, isOfBothSides: false))
        + names("members", NamesSchema(name: "Members", names: NamesSchema.members, isOfBothSides: true))
        + names("scripts", NamesSchema(name: "Scripts", names: NamesSchema.scripts, isOfBothSides: false))
        + [
            CorpusSchema(name: "types that hide others", text: ShadowingSchema.types),
            CorpusSchema(name: "channels that hide types", text: ShadowingSchema.channels),
            CorpusSchema(name: "300 events", text: LargeSchema.events),
            CorpusSchema(name: "deep types", text: LargeSchema.depth),
        ]
        + ["AsyncSequence", "Date", "Error", "FieldNames", "RemoteStream", "Sendable", "Void"].map {
            CorpusSchema(name: "a document called \($0)", text: ShadowingSchema.document($0))
        }

    /// The schemas that lie in files.
    static func file(_ path: String) throws -> CorpusSchema {
        let file = Compiler.sources.deletingLastPathComponent().deletingLastPathComponent().appending(path: path)
        return CorpusSchema(name: path, text: try String(contentsOf: file, encoding: .utf8))
    }

    private static func names(_ name: String, _ schema: NamesSchema) -> [CorpusSchema] {
        [
            CorpusSchema(name: name, text: schema.text),
            CorpusSchema(name: "\(name) in conversations", text: schema.conversationText),
        ]
    }
}

import FairwayGenerator
import FairwaySchema
import Foundation
import Testing

@Suite("Golden files")
struct GoldenTests {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test(
        "The committed file is what the schema gives; Scripts/goldens renews it",
        arguments: ["Schemas/chat.yaml", "Tests/Schemas/hostile.yaml", "Tests/Schemas/width.yaml"]
    )
    func isCurrent(path: String) throws {
        let source = Self.package.appending(path: path)
        let golden = Self.package.appending(path: "Tests/FairwayGeneratedTests/Golden")
            .appending(path: source.deletingPathExtension().lastPathComponent + ".swift")
        let bytes = Array(try Data(contentsOf: source))
        let schema = try #require(SchemaLoader { _ in bytes }.load(path: path).schema)
        let options = GenerationOptions(sourceFileName: source.lastPathComponent)
        let text = SwiftGenerator().generate(schema, options: options)
        // Texts of this size are of no use in a failure's message.
        let isCurrent = try Data(contentsOf: golden) == Data(text.utf8)
        #expect(isCurrent)
    }
}

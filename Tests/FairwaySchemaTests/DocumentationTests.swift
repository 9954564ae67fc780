import Foundation
import Testing

@testable import FairwaySchema

@Suite("The documentation of the schema language")
struct DocumentationTests {
    private func lines(of file: String) throws -> [String] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Documentation")
        let text = try String(contentsOf: folder.standardized.appending(path: file), encoding: .utf8)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("Every rule has its line, in order, and no other has one")
    func rules() throws {
        let documented = try lines(of: "Diagnostics.md").compactMap { line -> String? in
            guard line.hasPrefix("| `") else { return nil }
            return line.split(separator: "`").dropFirst().first.map(String.init)
        }
        #expect(documented == Rule.allCases.map(\.rawValue))
    }

    @Test("The schema that the page begins with loads without a word")
    func example() throws {
        let lines = try lines(of: "Schema.md")
        let start = try #require(lines.firstIndex(of: "```yaml"))
        let example = lines[(start + 1)...].prefix { $0 != "```" }.joined(separator: "\n")
        let result = SchemaLoader.load(text: example)
        #expect(result.printed == [])
        #expect(try #require(result.schema).conversations.count == 1)
    }

    @Test("Every key of the language is on the page")
    func keys() throws {
        let text = try lines(of: "Schema.md").joined(separator: "\n")
        for key in SchemaKeys.all { #expect(text.contains("`\(key)`") || text.contains("\(key):"), "\(key)") }
    }
}

import Foundation
import Testing

@testable import FairwaySchema

@Suite("The schemas that other parts of the project are made from")
struct SharedSchemaTests {
    private func load(_ path: String) throws -> SchemaResult {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        let data = try Data(contentsOf: root.appending(path: path))
        return SchemaLoader.load(bytes: Array(data), path: path)
    }

    @Test(
        "A schema of the project loads without a word",
        arguments: ["Benchmarks/Schemas/bench.yaml", "Schemas/chat.yaml"]
    )
    func clean(path: String) throws {
        let result = try load(path)
        #expect(result.printed == [])
        #expect(result.schema != nil)
    }

    @Test("The conformance schema loads, with a type that it declares for nobody")
    func conformance() throws {
        let path = "Tests/Schemas/conformance.yaml"
        let result = try load(path)
        #expect(result.printed == ["\(path):7:3: warning: the type 'Level' is not used by any event [unused-type]"])
        let schema = try #require(result.schema)
        #expect(schema.channels.map(\.wireName) == ["", "named", "lenient"])
        #expect(schema.channels.map(\.conversion) == [.exact, .exact, .truncating])
        #expect(schema.conversations.map(\.name.identifier) == ["Calculator"])
        #expect(schema.types.filter(\.isThrown).map(\.name.identifier) == ["Refusal"])
    }
}

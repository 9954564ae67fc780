import Testing

@testable import FairwaySchema

@Suite("Loading a schema")
struct SchemaLoaderTests {
    @Test("A document without a name is named after its file, up to the first dot")
    func nameFromFile() throws {
        let loader = SchemaLoader { _ in Array("fairway: 1\ntoClient: { notice: { args: { text: string } } }".utf8) }
        let result = loader.load(path: "Schemas/team-chat.v1.yaml")
        #expect(result.diagnostics.map(\.description) == [])
        let schema = try #require(result.schema)
        #expect(schema.name.identifier == "TeamChat")
        #expect(schema.channels.map(\.name.identifier) == ["Main"])
    }
}

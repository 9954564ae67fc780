import Testing

@testable import FairwaySchema

@Suite("Loading a schema")
struct SchemaLoaderTests {
    private func load(_ files: [String: String], path: String) -> SchemaResult {
        SchemaLoader { path throws(SchemaFileError) in
            guard let text = files[path] else { throw SchemaFileError(message: "no such file") }
            return Array(text.utf8)
        }.load(path: path)
    }

    private let ping = "fairway: 1\ntoServer: { ping: }\n"

    @Test(
        "A document without a name is named after its file, up to the first dot",
        arguments: [
            ("chat.yaml", "Chat"), ("Schemas/team-chat.v1.yaml", "TeamChat"), ("/a.b/x_y.yml", "X_y"),
            ("2.yaml", "_2"), ("chat", "Chat"),
        ]
    )
    func nameFromFile(path: String, name: String) {
        #expect(load([path: ping], path: path).schema?.name.identifier == name)
    }

    @Test("A file name that gives no identifier asks for a name", arguments: [".yaml", "-.yaml", "Double.yaml"])
    func noNameFromFile(path: String) {
        let result = load([path: ping], path: path)
        #expect(result.schema == nil)
        #expect(result.diagnostics.map(\.rule) == [.missingName])
    }

    @Test("A stub stands for the schema that it names, from its own folder")
    func stub() {
        let files = [
            "Sources/App/app.yaml": "use: ../../Schemas/chat.yaml\n", "Sources/App/../../Schemas/chat.yaml": ping,
        ]
        let result = load(files, path: "Sources/App/app.yaml")
        #expect(result.printed == [])
        #expect(result.schema?.name.identifier == "Chat")
        #expect(result.sourcePaths == ["Sources/App/app.yaml", "Sources/App/../../Schemas/chat.yaml"])
    }

    @Test("An absolute path in a stub is taken as it is")
    func absoluteStub() {
        let result = load(["a/stub.yaml": "use: /b/chat.yaml", "/b/chat.yaml": ping], path: "a/stub.yaml")
        #expect(result.sourcePaths == ["a/stub.yaml", "/b/chat.yaml"])
        #expect(result.schema != nil)
    }

    @Test("A stub may not stand for a stub, be it itself")
    func stubOfStub() {
        let result = load(["a.yaml": "use: a.yaml"], path: "a.yaml")
        #expect(result.diagnostics.map(\.rule) == [.invalidStub])
    }

    @Test("A file that cannot be read is an error that says why")
    func unreadable() {
        let result = load([:], path: "chat.yaml")
        #expect(result.printed == ["chat.yaml:1:1: error: cannot read 'chat.yaml': no such file [unreadable-file]"])
        #expect(result.sourcePaths == ["chat.yaml"])
    }

    @Test("The same text gives the same diagnostics")
    func repeatable() {
        for name in SchemaCorpus.bad.names {
            #expect(SchemaCorpus.bad.load(name).diagnostics == SchemaCorpus.bad.load(name).diagnostics)
        }
    }
}

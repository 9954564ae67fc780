import FairwayGenerator
import FairwaySchema
import Foundation
import Testing

@Suite("The code of schemas that import others", .serialized)
struct ImportTests {
    private static let base = """
        fairway: 1
        name: Base
        description: What several schemas have in common.
        imports: [colors.yaml]
        types:
          Point: { fields: { x: double, y: double, color: { type: Color, default: red }, next: Point? } }
          Name: { type: string, maxLength: 5 }
          Nickname: Name?
          Paint: Color
          Date: { fields: { at: date } }
          Shape: { union: { point: Point, many: [Shape], name: Name } }
          Trouble: { enum: [tooMany], frozen: true }
        """

    private static let colors = "fairway: 1\nname: Colors\ntypes: { Color: { enum: [red, green] }, Unused: json }"

    private static let app = """
        fairway: 1
        name: App
        imports: [BASE]
        types:
          Line: { fields: { from: Point, to: Point, name: Nickname, paint: { type: Paint, default: green } } }
          Own: Shape
          Trouble: { enum: [own] }
        toServer:
          draw: { args: { line: Line, name: Name, date: Date, at: date, nickname: Nickname }, returns: [Own], throws: Trouble }
          paint: { args: { by: { Paint: Point }, paint: { type: Paint, default: red } } }
          watch: { args: { name: Nickname }, streams: Point }
        """

    @Test(
        "Imported types are written into the file, where nothing else writes them",
        arguments: CorpusTests.Setting.allCases
    )
    func inOneFile(setting: CorpusTests.Setting) async throws {
        let schema = try load("app.yaml", base: "base.yaml")
        #expect(schema.imports.map(\.name.identifier) == ["Colors", "Base"])
        try await build { folder in
            let file = try write(schema, setting, importing: schema.imports, into: folder)
            try await expectCompiles(file, flags: Compiler.analysis + setting.flags)
        }
    }

    @Test("Another module's types are imported as far as declarations go", arguments: CorpusTests.Setting.allCases)
    func modules(setting: CorpusTests.Setting) async throws {
        let base = try load("base.yaml", base: "base.yaml")
        let schema = try load("app.yaml", base: "{ file: base.yaml, module: Shapes }")
        try await build { folder in
            let library = try write(base, .strict, importing: base.imports, into: folder)
            let module = folder.appending(path: "Shapes.swiftmodule").path
            try await expectCompiles(library, flags: ["-emit-module", "-module-name", "Shapes", "-o", module])
            let file = try write(schema, setting, importing: [], into: folder)
            let code = try String(contentsOf: file, encoding: .utf8)
            #expect(code.contains(setting == .plain ? "\nimport Shapes\n" : "\npublic import Shapes\n"))
            #expect(!code.contains("enum Base"))
            try await expectCompiles(file, flags: Compiler.analysis + setting.flags + ["-I", folder.path])
        }
    }

    @Test(
        "A module is imported only where a type of its schema is named, and publicly only where declarations are public"
    )
    func unusedModule() throws {
        let text = "fairway: 1\nname: App\nimports: [{ file: base.yaml, module: Shapes }]\ntoServer: { tell: }"
        let schema = try load("app.yaml", base: "", app: text)
        let code = SwiftGenerator().generate(schema, options: GenerationOptions(sourceFileName: "app.yaml"))
        #expect(!code.contains("import Shapes"))
    }

    private func load(_ path: String, base: String, app: String = Self.app) throws -> Schema {
        let files = [
            "app.yaml": app.replacing("BASE", with: base), "base.yaml": Self.base, "colors.yaml": Self.colors,
        ]
        let loader = SchemaLoader { path throws(SchemaFileError) in
            guard let text = files[path] else { throw SchemaFileError(message: "no such file") }
            return Array(text.utf8)
        }
        let result = loader.load(path: path)
        #expect(result.diagnostics.filter { $0.severity == .error }.map(\.description) == [])
        return try #require(result.schema)
    }

    private func write(
        _ schema: Schema,
        _ setting: CorpusTests.Setting,
        importing imports: [ImportedSchema],
        into folder: URL
    ) throws -> URL {
        let name = schema.name.identifier
        let options = GenerationOptions(
            access: setting.access,
            sourceFileName: "\(name).yaml",
            importedSchemas: imports
        )
        let file = folder.appending(path: "\(name).swift")
        try Data(SwiftGenerator().generate(schema, options: options).utf8).write(to: file)
        return file
    }

    private func build(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    private func expectCompiles(_ file: URL, flags: [String]) async throws {
        let compiler = try await Compiler([file], flags: flags)
        #expect(compiler.isSuccess, "\(compiler.output.prefix(4000))")
        #expect(compiler.output.isEmpty)
    }
}

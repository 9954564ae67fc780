import FairwayGenerator
import Foundation
import Testing

@Suite("The code of schemas that go to the limits", .serialized)
struct CorpusTests {
    /// The least and the most that a module may ask for.
    enum Setting: CaseIterable {
        case plain, strict

        var access: GenerationOptions.AccessLevel { self == .plain ? .internal : .public }
        /// The most is compiled further, which takes its time.
        var flags: [String] { self == .plain ? ["-typecheck"] : Compiler.analysis + CompilationTests.strictest }
    }

    @Test("It compiles without a warning", arguments: CorpusSchema.all, Setting.allCases)
    func compiles(schema: CorpusSchema, setting: Setting) async throws {
        try await expectCompiles(schema.generate(access: setting.access), flags: setting.flags)
    }

    @Test(
        "So does that of the schemas which other implementations are held to",
        arguments: ["Tests/Schemas/conformance.yaml", "Benchmarks/Schemas/bench.yaml"],
        Setting.allCases
    )
    func conformance(path: String, setting: Setting) async throws {
        try await expectCompiles(try CorpusSchema.file(path).generate(access: setting.access), flags: setting.flags)
    }

    @Test(
        "Every access level in every isolation",
        arguments: CompilationTests.isolations,
        GenerationOptions.AccessLevel.allCases
    )
    func access(isolation: [String], access: GenerationOptions.AccessLevel) async throws {
        let code = try CorpusSchema.file("Tests/Schemas/width.yaml").generate(access: access)
        try await expectCompiles(code, flags: Compiler.analysis + isolation + ["-package-name", "users"])
    }

    @Test("A role's code compiles alone", arguments: GenerationOptions.Role.allCases, Setting.allCases)
    func roles(role: GenerationOptions.Role, setting: Setting) async throws {
        let schema = try CorpusSchema.file("Tests/Schemas/width.yaml")
        try await expectCompiles(schema.generate(access: setting.access, roles: [role]), flags: setting.flags)
    }

    private func expectCompiles(_ code: String, flags: [String]) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "Generated.swift")
        try Data(code.utf8).write(to: file)
        let compiler = try await Compiler([file], flags: flags)
        // Texts of this size are of no use in a failure's message.
        #expect(compiler.isSuccess, "\(compiler.output.prefix(4000))")
        #expect(compiler.output.isEmpty)
    }
}

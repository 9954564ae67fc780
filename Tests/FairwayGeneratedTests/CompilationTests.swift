import Foundation
import Testing

@Suite("Generated code and what is written against it", .serialized)
struct CompilationTests {
    static let isolations: [[String]] = [
        [], ["-default-isolation", "MainActor"],
    ]

    private static let features: [[String]] = [
        [],
        ["NonisolatedNonsendingByDefault", "InferIsolatedConformances"],
        [
            "NonisolatedNonsendingByDefault", "InferIsolatedConformances", "ExistentialAny", "InternalImportsByDefault",
            "MemberImportVisibility",
        ],
    ]

    /// The isolation and the features that ask most of generated code.
    static let strictest = isolations[1] + features[2].flatMap { ["-enable-upcoming-feature", $0] }

    @Test("Compile without a warning in every isolation", arguments: isolations, features)
    func compiles(isolation: [String], features: [String]) async throws {
        let flags = isolation + features.flatMap { ["-enable-upcoming-feature", $0] }
        let sources = try Self.files(in: "Golden") + Self.files(in: "Handlers")
        try await expectCompiles(sources, flags: flags)
    }

    private static func files(in folder: String) throws -> [URL] {
        let folder = Compiler.sources.appending(path: folder)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(!files.isEmpty)
        return files
    }

    private func expectCompiles(_ files: [URL], flags: [String]) async throws {
        let compiler = try await Compiler(files, flags: Compiler.analysis + flags)
        #expect(compiler.isSuccess, "\(compiler.output)")
        #expect(compiler.output.isEmpty)
    }

    private static let misuses = [
        "WrongArgument", "WrongDirection", "WrongHandler", "WrongSide", "WrongStream", "WrongConversation",
        "WrongError", "Deprecated",
    ]

    @Test("What is wrong does not compile, and the error says so", arguments: misuses)
    func misuse(name: String) async throws {
        let file = Compiler.sources.appending(path: "Misuse/\(name).swift")
        let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
        let expected = lines.enumerated().compactMap { line in
            line.element.components(separatedBy: "// expect: ").dropFirst().first.map { (":\(line.offset + 1):", $0) }
        }
        #expect(!expected.isEmpty)
        let compiler = try await Compiler(Self.files(in: "Golden") + [file], flags: ["-typecheck"])
        #expect(!compiler.isSuccess)
        let errors = compiler.output.split(separator: "\n").filter {
            $0.contains("/\(name).swift:") && $0.contains(" error: ")
        }
        for (place, words) in expected {
            #expect(
                errors.contains { $0.contains(place) && $0.contains(words) },
                "expected \(words) at \(place) in:\n\(compiler.output)"
            )
        }
        #expect(errors.count == expected.count, "\(compiler.output)")
    }
}

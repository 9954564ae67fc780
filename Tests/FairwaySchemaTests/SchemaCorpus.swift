import Foundation

@testable import FairwaySchema

/// The schemas beside the tests.
struct SchemaCorpus {
    static let bad = SchemaCorpus(folder: "bad")
    static let good = SchemaCorpus(folder: "good")

    let folder: URL

    private init(folder: String) {
        self.folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus/\(folder)")
    }

    /// The names of the schemas without their extension: of the files, and of `schema` in the folders that have it, which
    /// are those with imports.
    var names: [String] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let files = entries.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
        let folders = entries.map { $0 + "/schema" }.filter {
            FileManager.default.fileExists(atPath: folder.appending(path: $0 + ".yaml").path)
        }
        return (files + folders).sorted()
    }

    /// Loads a schema under a path that begins in the corpus, so that diagnostics are the same everywhere.
    func load(_ name: String) -> SchemaResult {
        let loader = SchemaLoader { path throws(SchemaFileError) in
            do {
                return Array(try Data(contentsOf: folder.appending(path: path)))
            } catch {
                throw SchemaFileError(message: "no such file")
            }
        }
        return loader.load(path: name + ".yaml")
    }

    func expectedDiagnostics(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name + ".expected"), encoding: .utf8)
    }
}

extension SchemaLoader {
    /// Loads a schema from text alone.
    static func load(text: String, path: String = "chat.yaml") -> SchemaResult {
        load(bytes: Array(text.utf8), path: path)
    }

    static func load(bytes: [UInt8], path: String = "chat.yaml") -> SchemaResult {
        SchemaLoader { _ in bytes }.load(path: path)
    }
}

extension SchemaResult {
    /// The diagnostics as they are printed.
    var printed: [String] { diagnostics.map(\.description) }
}

import FairwaySchema
import Foundation

/// The schemas among the files that a command was given, with the problems of all of them.
struct SchemaFiles {
    private let loader = SchemaLoader(read: read)
    private var reported: Set<Diagnostic> = []

    /// Loads the schema at a path and adds its problems to the outcome; nil where it has errors.
    mutating func load(_ path: String, outcome: inout CommandOutcome) -> LoadedSchema? {
        let result = loader.load(path: path)
        // Several stubs may stand for one schema, whose problems are worth saying once.
        for diagnostic in result.diagnostics where reported.insert(diagnostic).inserted {
            switch diagnostic.severity {
            case .error: outcome.fail(diagnostic.description)
            case .warning: outcome.note(diagnostic.description)
            }
        }
        guard let schema = result.schema else {
            if !result.diagnostics.contains(where: { $0.severity == .error }) {
                outcome.fail("\(path):1:1: error: the schema cannot be read")
            }
            return nil
        }
        let source = result.sourcePaths.last ?? path
        return LoadedSchema(
            schema: schema,
            fileName: URL(filePath: source).lastPathComponent,
            sourcePaths: result.sourcePaths
        )
    }

    /// The bytes of a file, or one byte more than a schema may have of a larger one.
    private static func read(_ path: String) throws(SchemaFileError) -> [UInt8] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw SchemaFileError(message: "no such file")
        }
        guard !isFolder.boolValue else { throw SchemaFileError(message: "it is a folder") }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw SchemaFileError(message: "permission denied")
        }
        do {
            defer { try? file.close() }
            return Array(try file.read(upToCount: readLimit) ?? Data())
        } catch {
            throw SchemaFileError(message: error.localizedDescription)
        }
    }

    private static let readLimit = 4 * 1024 * 1024 + 1
}

/// A schema and the file that people change to change it.
struct LoadedSchema {
    let schema: Schema
    let fileName: String
    /// Every file that was read for it.
    let sourcePaths: [String]
}

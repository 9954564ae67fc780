import FairwaySchema
import Foundation

/// The schemas among the files that a command was given, with the problems of all of them.
struct SchemaFiles {
    private let loader = SchemaLoader(
        files: SchemaFileAccess(read: read, canonicalPath: canonicalPath, packageFolder: packageFolder)
    )
    private var reported: Set<String> = []

    /// Loads the schema at a path and adds its problems to the outcome; nil where it has errors.
    mutating func load(_ path: String, outcome: inout CommandOutcome) -> LoadedSchema? {
        let result = loader.load(path: path)
        // Several stubs may stand for one schema, and several schemas import one: its problems are worth saying once,
        // by whatever way it was come to.
        for diagnostic in result.diagnostics where reported.insert(Self.identity(of: diagnostic)).inserted {
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
        guard let document = result.document else { return nil }
        return LoadedSchema(schema: schema, document: document, sourcePaths: result.sourcePaths)
    }

    private static func identity(of diagnostic: Diagnostic) -> String {
        let location = diagnostic.location
        return "\(canonicalPath(location.path)):\(location.line):\(location.column): \(diagnostic.message)"
    }

    static func canonicalPath(_ path: String) -> String {
        if let path = realPath(path) { return path }
        // What is not there yet lies where its folder does.
        let file = URL(filePath: path)
        guard let folder = realPath(file.deletingLastPathComponent().path) else { return file.standardizedFileURL.path }
        return URL(filePath: folder).appending(path: file.lastPathComponent).path
    }

    /// The path as the system follows it, which takes a step back (`..`) from where a link leads; nil where there is no
    /// such file.
    private static func realPath(_ path: String) -> String? {
        // The text belongs to the caller, who copies it before it is freed.
        guard let text = realpath(path, nil) else { return nil }
        defer { free(text) }
        return String(cString: text)
    }

    /// The nearest folder above a file in which a package lies.
    private static func packageFolder(_ path: String) -> String? {
        var folder = URL(filePath: path).deletingLastPathComponent()
        while true {
            if FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
                return folder.path
            }
            let parent = folder.deletingLastPathComponent()
            guard parent.path != folder.path, folder.pathComponents.count > 1 else { return nil }
            folder = parent
        }
    }

    /// The bytes of a file, or one byte more than a schema may have of a larger one.
    @Sendable
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
    let document: SchemaResult.Document
    /// Every file that was read for it.
    let sourcePaths: [String]

    /// The document's file without its folders.
    var fileName: String { URL(filePath: document.path).lastPathComponent }
}

/// The loading of one schema with all that it imports.
struct LoadingSession {
    /// How many files one schema may import, by whatever way.
    static let mostImports = 64

    private let files: SchemaFileAccess
    var report = DiagnosticReport()
    private(set) var sourcePaths: [String] = []
    /// Under canonical paths; nil for a file that has been reported.
    private var loaded: [String: LoadedDocument?] = [:]
    /// The files that are being loaded, each with the import in it that is being followed.
    private var underway: [(canonicalPath: String, location: SourceLocation)] = []
    private var rootFolder = ""

    init(files: SchemaFileAccess) {
        self.files = files
    }

    /// The schema at a path, or the one that the stub there stands for.
    mutating func load(path: String) -> LoadedDocument? {
        var report = DiagnosticReport()
        defer { self.report.add(report) }
        let start = SourceLocation(path: path, line: 1, column: 1)
        guard let root = node(at: path, mentionedAt: start, report: &report) else { return nil }
        switch SchemaStub.read(root, path: path, report: &report) {
        case .document: return schema(root, path: path, report: &report)
        case .refused: return nil
        case .stub(let stub):
            guard let target = node(at: stub.targetPath, mentionedAt: stub.location, report: &report) else {
                return nil
            }
            guard !SchemaStub.isStub(target) else {
                let message = "the file \(stub.target.quoted) is a stub itself; name the schema that it stands for"
                report.error(.invalidStub, at: stub.location, message)
                return nil
            }
            return schema(target, path: stub.targetPath, report: &report)
        }
    }

    /// The schema that the whole loading is for.
    private mutating func schema(_ root: YAMLNode, path: String, report: inout DiagnosticReport) -> LoadedDocument? {
        let canonicalPath = files.canonicalPath(path)
        rootFolder = SchemaPath.folder(of: canonicalPath)
        guard let document = DocumentReader.read(root, path: path, report: &report) else { return nil }
        return check(document, path: path, canonicalPath: canonicalPath, report: &report)
    }

    private mutating func node(
        at path: String,
        mentionedAt location: SourceLocation,
        report: inout DiagnosticReport
    ) -> YAMLNode? {
        // A file that is missing is a source too: when it appears, the result changes.
        sourcePaths.append(path)
        do throws(SchemaFileError) {
            return YAMLReader.read(try files.read(path), path: path, report: &report)
        } catch {
            report.error(.unreadableFile, at: location, "cannot read '\(path)': \(error.message)")
            return nil
        }
    }

    /// Loads what a document imports, and checks it.
    private mutating func check(
        _ document: SchemaDocument,
        path: String,
        canonicalPath: String,
        report: inout DiagnosticReport
    ) -> LoadedDocument {
        var document = document
        var linker = ImportLinker(document: document, canonicalPath: canonicalPath)
        var isSound = true
        if document.imports.count > Self.mostImports {
            let location = document.imports[Self.mostImports].location
            report.error(.tooManyImports, at: location, "a schema imports at most \(Self.mostImports) files")
            isSound = false
            document.hasUnreadTypes = true
        }
        let folder = importFolder(of: canonicalPath)
        for entry in document.imports.prefix(Self.mostImports) {
            guard let file = file(of: entry, in: path, below: folder, report: &report),
                linker.accepts(entry, canonicalPath: file.canonicalPath, report: &report),
                let imported = imported(file, by: entry, in: canonicalPath, report: &report)
            else {
                isSound = false
                document.hasUnreadTypes = true
                continue
            }
            if imported.schema == nil { isSound = false }
            linker.add(imported, by: entry, report: &report)
        }
        let scope = linker.link(into: &document, loaded: loaded)
        linker.refuseHidingNames(document, report: &report)
        let schema = SchemaChecker.check(document, report: &report)
        return LoadedDocument(
            path: path,
            canonicalPath: canonicalPath,
            document: document,
            schema: isSound ? schema : nil,
            reached: linker.reached,
            exportedTypes: document.exportedTypes(
                from: canonicalPath,
                scope: scope,
                isRefused: !isSound || schema == nil
            )
        )
    }

    /// A file as an import spells it, and as it is known.
    private struct ImportedFile {
        let path: String
        let canonicalPath: String
    }

    /// The file that an entry names; nil where it may not be imported, which is then reported.
    private func file(
        of entry: ImportEntry,
        in path: String,
        below folder: (path: String, description: String),
        report: inout DiagnosticReport
    ) -> ImportedFile? {
        guard !entry.file.hasPrefix("/") else {
            let message = "an import is named relative to the file that it stands in, not by an absolute path"
            report.error(.invalidImport, at: entry.location, message)
            return nil
        }
        let spelled = SchemaPath.path(entry.file, from: path)
        let target = files.canonicalPath(spelled)
        guard target.hasPrefix(folder.path) else {
            let message = "the file \(entry.file.quoted) lies outside of \(folder.description)"
            report.error(.importOutsidePackage, at: entry.location, message)
            return nil
        }
        return ImportedFile(path: spelled, canonicalPath: target)
    }

    /// The folder below which the imports of a file lie, with the slash at its end.
    private func importFolder(of canonicalPath: String) -> (path: String, description: String) {
        guard let package = files.packageFolder(canonicalPath) else { return (rootFolder, "the folder of the schema") }
        return (package.hasSuffix("/") ? package : package + "/", "the package")
    }

    private mutating func imported(
        _ file: ImportedFile,
        by entry: ImportEntry,
        in importing: String,
        report: inout DiagnosticReport
    ) -> LoadedDocument? {
        underway.append((importing, entry.location))
        defer { underway.removeLast() }
        if let start = underway.firstIndex(where: { $0.canonicalPath == file.canonicalPath }) {
            let notes = underway[start...].dropLast().prefix(8).map {
                Diagnostic.Note(message: "by way of this import", location: $0.location)
            }
            report.error(.importCycle, at: entry.location, "the import leads back to itself", notes: notes)
            return nil
        }
        if let known = loaded[file.canonicalPath] { return known }
        guard loaded.count < Self.mostImports else {
            report.error(.tooManyImports, at: entry.location, "a schema imports at most \(Self.mostImports) files")
            return nil
        }
        // The file counts before those that it imports, so that a chain of them is bounded too.
        loaded[file.canonicalPath] = .some(nil)
        let document = read(file, by: entry, report: &report)
        loaded[file.canonicalPath] = .some(document)
        return document
    }

    private mutating func read(
        _ file: ImportedFile,
        by entry: ImportEntry,
        report: inout DiagnosticReport
    ) -> LoadedDocument? {
        var own = DiagnosticReport()
        defer { self.report.add(own) }
        sourcePaths.append(file.path)
        let bytes: [UInt8]
        do throws(SchemaFileError) {
            bytes = try files.read(file.path)
        } catch {
            report.error(.unreadableFile, at: entry.location, "cannot read '\(file.path)': \(error.message)")
            return nil
        }
        guard let root = YAMLReader.read(bytes, path: file.path, report: &own) else { return nil }
        guard !SchemaStub.isStub(root) else {
            let message = "the file \(entry.file.quoted) is a stub; name the schema that it stands for"
            report.error(.invalidImport, at: entry.location, message)
            return nil
        }
        guard var document = DocumentReader.read(root, path: file.path, report: &own) else { return nil }
        document.isImported = true
        return check(document, path: file.path, canonicalPath: file.canonicalPath, report: &own)
    }
}

/// Reads a schema from the bytes of its file to the checked model.
///
/// Nothing here touches a file: whoever makes the loader says how a file is read.
package struct SchemaLoader {
    private let read: (String) throws(SchemaFileError) -> [UInt8]

    /// `read` returns the bytes of the file at a path.
    package init(read: @escaping (String) throws(SchemaFileError) -> [UInt8]) {
        self.read = read
    }

    /// Reads the schema at a path, by way of the stub there if it is one.
    package func load(path: String) -> SchemaResult {
        var report = DiagnosticReport()
        var sourcePaths: [String] = []
        var schema: Schema?
        let start = SourceLocation(path: path, line: 1, column: 1)
        if let root = node(at: path, mentionedAt: start, sourcePaths: &sourcePaths, report: &report) {
            schema = self.schema(root, at: path, sourcePaths: &sourcePaths, report: &report)
        }
        return SchemaResult(
            schema: report.hasErrors ? nil : schema,
            sourcePaths: sourcePaths,
            diagnostics: report.sorted
        )
    }

    private func schema(
        _ root: YAMLNode,
        at path: String,
        sourcePaths: inout [String],
        report: inout DiagnosticReport
    ) -> Schema? {
        switch SchemaStub.read(root, path: path, report: &report) {
        case .document: return Self.checkedSchema(root, path: path, report: &report)
        case .refused: return nil
        case .stub(let stub):
            let target = node(
                at: stub.targetPath,
                mentionedAt: stub.location,
                sourcePaths: &sourcePaths,
                report: &report
            )
            guard let target else { return nil }
            guard !SchemaStub.isStub(target) else {
                let message = "the file \(stub.target.quoted) is a stub itself; name the schema that it stands for"
                report.error(.invalidStub, at: stub.location, message)
                return nil
            }
            return Self.checkedSchema(target, path: stub.targetPath, report: &report)
        }
    }

    private func node(
        at path: String,
        mentionedAt location: SourceLocation,
        sourcePaths: inout [String],
        report: inout DiagnosticReport
    ) -> YAMLNode? {
        // A file that is missing is a source too: when it appears, the result changes.
        sourcePaths.append(path)
        do throws(SchemaFileError) {
            return YAMLReader.read(try read(path), path: path, report: &report)
        } catch {
            report.error(.unreadableFile, at: location, "cannot read '\(path)': \(error.message)")
            return nil
        }
    }

    private static func checkedSchema(_ root: YAMLNode, path: String, report: inout DiagnosticReport) -> Schema? {
        guard let document = DocumentReader.read(root, path: path, report: &report) else { return nil }
        return SchemaChecker.check(document, report: &report)
    }
}

/// What came of loading a schema.
package struct SchemaResult: Sendable {
    /// Nil where a diagnostic is an error.
    package let schema: Schema?
    /// The files that were asked for: the one named, and the one that it stands for if it is a stub.
    package let sourcePaths: [String]
    /// By file, line and column.
    package let diagnostics: [Diagnostic]
}

/// Why a schema file cannot be read.
package struct SchemaFileError: Error, Sendable {
    /// The reason for people, as in `no such file`.
    package let message: String

    package init(message: String) {
        self.message = message
    }
}

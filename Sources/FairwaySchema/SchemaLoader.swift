/// Reads a schema, with what it imports, from the bytes of its files to the checked model.
///
/// Nothing here touches a file: whoever makes the loader says how one is read.
package struct SchemaLoader {
    private let files: SchemaFileAccess

    package init(files: SchemaFileAccess) {
        self.files = files
    }

    /// A loader for files that lie in no package and have no links among them.
    package init(read: @escaping @Sendable (String) throws(SchemaFileError) -> [UInt8]) {
        files = SchemaFileAccess(
            read: read,
            canonicalPath: { SchemaPath.normalized("/" + $0) },
            packageFolder: { _ in nil }
        )
    }

    /// Reads the schema at a path, by way of the stub there if it is one.
    package func load(path: String) -> SchemaResult {
        var session = LoadingSession(files: files)
        let loaded = session.load(path: path)
        return SchemaResult(
            schema: session.report.hasErrors ? nil : loaded?.schema,
            document: loaded.map {
                SchemaResult.Document(
                    path: $0.path,
                    canonicalPath: $0.canonicalPath,
                    nameLocation: $0.document.nameLocation
                )
            },
            sourcePaths: session.sourcePaths,
            diagnostics: session.report.sorted
        )
    }
}

/// What came of loading a schema.
package struct SchemaResult: Sendable {
    /// Nil where a diagnostic is an error.
    package let schema: Schema?
    /// The file of the schema itself; nil where that could not be read.
    package let document: Document?
    /// The files that were asked for: the one named, the one that it stands for if it is a stub, and the imported ones.
    package let sourcePaths: [String]
    /// By file, line and column.
    package let diagnostics: [Diagnostic]

    package struct Document: Sendable {
        /// As it is spelled in diagnostics.
        package let path: String
        /// As the schema's imports are told apart.
        package let canonicalPath: String
        /// Where the schema is named.
        package let nameLocation: SourceLocation
    }
}

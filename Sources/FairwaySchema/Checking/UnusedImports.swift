/// Warns of the imports of which no type is used.
struct UnusedImports {
    private let document: SchemaDocument
    private let types: TypeTable

    init(_ document: SchemaDocument, types: TypeTable) {
        self.document = document
        self.types = types
    }

    func warn(report: inout DiagnosticReport) {
        // A use that has been refused is still a use, and an import that failed has been reported.
        guard !document.isImported, !report.hasErrors else { return }
        let unused = document.importedFiles.filter { !types.usedImports.contains($0.key) }.values
        for entry in unused.sorted(by: { $0.location < $1.location }) {
            report.warning(.unusedImport, at: entry.location, "no type of the import \(entry.file.quoted) is used")
        }
    }
}

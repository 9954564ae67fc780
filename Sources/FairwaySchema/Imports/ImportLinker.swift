/// Brings the types of a document's imports into it, and sees that their namespaces are told apart.
struct ImportLinker {
    private let canonicalPath: String
    private let name: SwiftName?
    private var entries: [String: ImportEntry] = [:]
    private(set) var reached: [ReachedDocument] = []

    init(document: SchemaDocument, canonicalPath: String) {
        self.canonicalPath = canonicalPath
        name = document.name
    }

    /// Whether the document has no import of the file yet; otherwise that has been reported.
    mutating func accepts(_ entry: ImportEntry, canonicalPath: String, report: inout DiagnosticReport) -> Bool {
        guard let first = entries[canonicalPath] else {
            entries[canonicalPath] = entry
            return true
        }
        let note = Diagnostic.Note(message: "it was first imported here", location: first.location)
        report.error(.invalidImport, at: entry.location, "the file is imported twice", notes: [note])
        return false
    }

    mutating func add(_ imported: LoadedDocument, by entry: ImportEntry, report: inout DiagnosticReport) {
        let itself = ReachedDocument(
            canonicalPath: imported.canonicalPath,
            namespace: imported.document.name,
            module: nil,
            location: entry.location
        )
        for var document in imported.reached + [itself] {
            document.module = document.module ?? entry.module
            document.location = entry.location
            add(document, report: &report)
        }
    }

    private mutating func add(_ document: ReachedDocument, report: inout DiagnosticReport) {
        if let known = reached.first(where: { $0.canonicalPath == document.canonicalPath }) {
            guard known.module != document.module else { return }
            let message = "the same file is imported as of \(document.owner) here and as of \(known.owner) elsewhere"
            let note = Diagnostic.Note(message: "as of \(known.owner) here", location: known.location)
            report.error(.invalidImport, at: document.location, message, notes: [note])
            return
        }
        reached.append(document)
        guard let namespace = document.namespace else { return }
        if namespace == name {
            let message = "the imported schema has the name \(namespace.identifier.quoted) of this document"
            report.error(.nameCollision, at: document.location, message)
        } else if let other = reached.dropLast().first(where: { $0.namespace == namespace }) {
            let message = "two imported schemas have the name \(namespace.identifier.quoted)"
            let note = Diagnostic.Note(message: "the other is imported here", location: other.location)
            report.error(.nameCollision, at: document.location, message, notes: [note])
        } else if ReservedNames.hiddenByMembers.contains(namespace.identifier) {
            let message =
                "a schema called \(namespace.identifier.quoted) cannot be imported: generated code needs that name"
            report.error(.reservedName, at: document.location, message)
        }
    }

    /// Adds the types of all reached files to those of the document, and returns what its names mean.
    mutating func link(into document: inout SchemaDocument, loaded: [String: LoadedDocument?]) -> TypeScope {
        for reached in reached {
            guard let file = loaded[reached.canonicalPath] ?? nil else { continue }
            document.types += file.exportedTypes
            guard let schema = file.schema else { continue }
            document.importedSchemas.append(
                ImportedSchema(
                    name: schema.name,
                    documentation: schema.documentation,
                    types: schema.types,
                    module: reached.module,
                    path: reached.canonicalPath
                )
            )
        }
        document.importedFiles = entries
        return TypeScope(types: document.types, visible: Set(entries.keys))
    }

    /// Refuses what stands in the document's namespace and hides the name of an imported one there.
    func refuseHidingNames(_ document: SchemaDocument, report: inout DiagnosticReport) {
        let imported = Dictionary(
            reached.compactMap { reached in reached.namespace.map { ($0, reached.location) } },
            uniquingKeysWith: { first, _ in first }
        )
        for declared in document.ownNames {
            guard let name = declared.name.swiftName, let location = imported[name] else { continue }
            let message = "the \(declared.kind) \(declared.name.key.quoted) hides the imported schema of that name"
            let note = Diagnostic.Note(message: "it is imported here", location: location)
            report.error(.nameCollision, at: declared.name.location, message, notes: [note])
        }
    }
}

extension ImportedSchema {
    /// The schema with those of its types as errors that the importing document throws.
    func throwing(_ declarations: [TypeDeclaration?], of definitions: [TypeDefinition]) -> ImportedSchema {
        let thrown = zip(definitions, declarations).compactMap { definition, declaration in
            definition.origin?.canonicalPath == path && declaration?.isThrown == true ? declaration?.name : nil
        }
        var schema = self
        for index in types.indices where thrown.contains(types[index].name) {
            schema.types[index].isThrown = true
        }
        return schema
    }
}

extension ReachedDocument {
    /// Who generates the file's types, for a message.
    fileprivate var owner: String { module.map { "the module \($0.quoted)" } ?? "this module" }
}

extension SchemaDocument {
    /// What the document itself declares in its namespace.
    fileprivate var ownNames: [(kind: String, name: DefinedName)] {
        types.filter { $0.origin == nil }.map { (kind: "type", name: $0.name) }
            + channels.map { (kind: "channel", name: $0.name) }
            + conversations.map { (kind: "conversation", name: $0.name) }
    }
}

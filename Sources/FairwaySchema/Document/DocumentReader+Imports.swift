/// One entry of `imports`.
struct ImportEntry {
    /// The path as written.
    let file: String
    /// The module that generates the file's types, where another one does.
    let module: String?
    let location: SourceLocation
}

extension SchemaDocument {
    /// Whether all entries of `imports` were understood.
    func covers(_ node: YAMLNode) -> Bool {
        guard case .sequence(let items) = node.content else { return node.isNull }
        return items.count == imports.count
    }
}

extension DocumentReader {
    mutating func imports(_ document: SchemaMapping) -> [ImportEntry] {
        guard let node = document["imports"]?.value, !node.isNull else { return [] }
        switch node.content {
        case .sequence(let items): return items.compactMap { importEntry($0) }
        case .refused: return []
        default:
            let message = "'imports' is a list of schema files, not \(node.kindDescription)"
            report.error(.invalidValue, at: node.location, message)
            return []
        }
    }

    private mutating func importEntry(_ node: YAMLNode) -> ImportEntry? {
        guard case .mapping(let entries) = node.content else {
            return text(node, of: "an import").map { ImportEntry(file: $0, module: nil, location: node.location) }
        }
        let mapping = SchemaMapping(location: node.location, entries: entries)
        refuseUnknownKeys(of: mapping, known: SchemaKeys.importEntry)
        let module = mapping["module"].flatMap { moduleName($0.value) }
        guard let file = mapping["file"] else {
            if !mapping.hasMisspelling(of: "file", known: SchemaKeys.importEntry) {
                report.error(.missingKey, at: node.location, "an import needs 'file'")
            }
            return nil
        }
        return text(file.value, of: "'file'").map {
            ImportEntry(file: $0, module: module, location: file.value.location)
        }
    }

    private mutating func moduleName(_ node: YAMLNode) -> String? {
        guard let text = text(node, of: "'module'") else { return nil }
        let scalars = text.unicodeScalars
        guard let first = scalars.first, IdentifierCharacters.canStart(first),
            scalars.allSatisfy(IdentifierCharacters.contains), !ReservedWords.contains(text)
        else {
            report.error(.invalidValue, at: node.location, "'module' is the name of a Swift module, not \(text.quoted)")
            return nil
        }
        return text
    }
}

extension DocumentReader {
    /// The cases of an enumeration; nil where there is none to check anything against.
    mutating func enumeration(
        _ node: YAMLNode?,
        in mapping: SchemaMapping,
        name: YAMLEntry.Key
    ) -> EnumerationDefinition? {
        let isFrozen = isFrozen(mapping)
        guard let node else { return nil }
        let problemsBefore = report.count
        let cases: [CaseDefinition]
        switch node.content {
        case .refused: return nil
        case .sequence(let items): cases = items.compactMap { listedCase($0) }
        case .mapping(let entries): cases = entries.compactMap { mappedCase($0) }
        case .scalar:
            guard node.isNull else {
                let message = "'enum' is a list or a mapping of cases, not \(node.kindDescription)"
                report.error(.invalidValue, at: node.location, message)
                return nil
            }
            cases = []
        }
        if cases.isEmpty, report.count == problemsBefore {
            report.error(.noCases, at: node.location, "the enumeration \(name.text.quoted) has no case")
        }
        var names = CaseRegister(kind: "enumeration", isFrozen: isFrozen)
        for definition in cases { names.claim(definition.name, definition.wireName, report: &report) }
        let wireNames = cases.map { ($0.wireName.text, $0.name) }
        let keys = cases.map { ($0.name.key, $0.name) }
        return EnumerationDefinition(
            declaration: EnumerationDeclaration(cases: cases.compactMap(\.declaration), isFrozen: isFrozen),
            casesByName: Dictionary(wireNames + keys) { _, later in later },
            isWhole: report.diagnostics.count == problemsBefore
        )
    }

    private struct CaseDefinition {
        let name: DefinedName
        let wireName: WireName
        let documentation: String?

        /// Nil where the name has been refused.
        var declaration: EnumerationDeclaration.Case? {
            name.swiftName.map {
                EnumerationDeclaration.Case(
                    wireName: wireName.text,
                    name: $0,
                    documentation: documentation,
                    location: name.location
                )
            }
        }
    }

    private mutating func listedCase(_ node: YAMLNode) -> CaseDefinition? {
        guard let wireName = wireName(node, of: "a case") else { return nil }
        let name = memberName(YAMLEntry.Key(text: wireName.text, location: node.location))
        return CaseDefinition(name: name, wireName: wireName, documentation: nil)
    }

    private mutating func mappedCase(_ entry: YAMLEntry) -> CaseDefinition? {
        let name = memberName(entry.key)
        switch entry.value.content {
        case .mapping(let entries):
            let mapping = SchemaMapping(location: entry.value.location, entries: entries)
            refuseUnknownKeys(of: mapping, known: SchemaKeys.enumerationCase)
            let documentation = documentation(mapping)
            let wireName = wireName(mapping, key: entry.key)
            return CaseDefinition(name: name, wireName: wireName, documentation: documentation)
        case .scalar(let scalar) where scalar.text.isEmpty && scalar.isPlain:
            let wireName = WireName(text: entry.key.text, location: entry.key.location)
            return CaseDefinition(name: name, wireName: wireName, documentation: nil)
        default:
            guard let wireName = wireName(entry.value, of: "the case \(entry.key.text.quoted)") else { return nil }
            return CaseDefinition(name: name, wireName: wireName, documentation: nil)
        }
    }
}

extension DocumentReader {
    /// The cases of an enumeration; nil where there is none to check anything against.
    mutating func enumeration(
        _ node: YAMLNode?,
        in mapping: SchemaMapping,
        name: YAMLEntry.Key
    ) -> EnumerationDefinition? {
        let isFrozen = mapping["frozen"].flatMap { boolean($0.value, of: "'frozen'") } ?? false
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
            report.error(.emptyEnumeration, at: node.location, "the enumeration \(name.text.quoted) has no case")
        }
        refuseCollisions(cases, isFrozen: isFrozen)
        let wireNames = cases.map { ($0.wireName, $0.name) }
        let keys = cases.map { ($0.name.key, $0.name) }
        return EnumerationDefinition(
            declaration: EnumerationDeclaration(cases: cases.compactMap(\.declaration), isFrozen: isFrozen),
            casesByName: Dictionary(wireNames + keys) { _, later in later }
        )
    }

    private struct CaseDefinition {
        let name: DefinedName
        let wireName: String
        let wireNameLocation: SourceLocation
        let documentation: String?

        /// Nil where the name has been refused.
        var declaration: EnumerationDeclaration.Case? {
            name.swiftName.map {
                EnumerationDeclaration.Case(
                    wireName: wireName,
                    name: $0,
                    documentation: documentation,
                    location: name.location
                )
            }
        }
    }

    private mutating func listedCase(_ node: YAMLNode) -> CaseDefinition? {
        guard let text = text(node, of: "a case") else { return nil }
        guard !text.unicodeScalars.contains(where: \.isControlOrLineBreak) else {
            report.error(.invalidValue, at: node.location, "the name \(text.quoted) holds a control character")
            return nil
        }
        return CaseDefinition(
            name: memberName(YAMLEntry.Key(text: text, location: node.location)),
            wireName: text,
            wireNameLocation: node.location,
            documentation: nil
        )
    }

    private mutating func mappedCase(_ entry: YAMLEntry) -> CaseDefinition? {
        let name = memberName(entry.key)
        var wireName = (text: entry.key.text, location: entry.key.location)
        var documentation: String?
        switch entry.value.content {
        case .mapping(let entries):
            let mapping = SchemaMapping(location: entry.value.location, entries: entries)
            refuseUnknownKeys(of: mapping, known: ["description", "wireName"])
            documentation = self.documentation(mapping)
            wireName = self.wireName(mapping, key: entry.key)
        case .scalar(let scalar) where scalar.text.isEmpty && scalar.isPlain: break
        default:
            guard let text = text(entry.value, of: "the case \(entry.key.text.quoted)") else { return nil }
            guard !text.unicodeScalars.contains(where: \.isControlOrLineBreak) else {
                let message = "the name \(text.quoted) holds a control character"
                report.error(.invalidValue, at: entry.value.location, message)
                return nil
            }
            wireName = (text, entry.value.location)
        }
        return CaseDefinition(
            name: name,
            wireName: wireName.text,
            wireNameLocation: wireName.location,
            documentation: documentation
        )
    }

    private mutating func refuseCollisions(_ cases: [CaseDefinition], isFrozen: Bool) {
        var names = NameRegister()
        for definition in cases {
            if !isFrozen, definition.name.swiftName == SwiftName(identifier: "unrecognized") {
                let message = "the case 'unrecognized' of an open enumeration holds the values that are not declared"
                report.error(.nameCollision, at: definition.name.location, message)
            } else {
                names.claim(definition.name, of: "case", report: &report)
            }
            names.claim(
                wireName: definition.wireName,
                at: definition.wireNameLocation,
                of: definition.name,
                "case",
                report: &report
            )
        }
    }
}

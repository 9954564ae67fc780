extension DocumentReader {
    /// The cases of a union; nil where there is none to check anything against.
    mutating func union(_ node: YAMLNode?, in mapping: SchemaMapping, name: YAMLEntry.Key) -> UnionDefinition? {
        let isFrozen = isFrozen(mapping)
        let discriminator = discriminator(mapping)
        guard let node else { return nil }
        let entries: [YAMLEntry]
        switch node.content {
        case .refused: return nil
        case .mapping(let cases): entries = cases
        default:
            guard node.isNull else {
                let message = "'union' is a mapping of cases to types, not \(node.kindDescription)"
                report.error(.invalidValue, at: node.location, message)
                return nil
            }
            entries = []
        }
        if entries.isEmpty {
            report.error(.noCases, at: node.location, "the union \(name.text.quoted) has no case")
        }
        let cases = entries.map { unionCase($0) }
        var names = CaseRegister(kind: "union", isFrozen: isFrozen)
        for definition in cases { names.claim(definition.name, definition.wireName, report: &report) }
        return UnionDefinition(cases: cases, discriminator: discriminator, isFrozen: isFrozen)
    }

    private mutating func unionCase(_ entry: YAMLEntry) -> UnionDefinition.Case {
        let name = memberName(entry.key)
        let use = typeUse(entry.value, of: "the case \(entry.key.text.quoted)", allowing: SchemaKeys.unionCase)
        return UnionDefinition.Case(
            name: name,
            wireName: wireName(use.mapping, key: entry.key),
            type: use.type,
            documentation: use.remarks.documentation
        )
    }

    private mutating func discriminator(_ mapping: SchemaMapping) -> WireName? {
        guard let entry = mapping["discriminator"] else { return nil }
        return wireName(entry.value, of: "'discriminator'")
    }

    mutating func isFrozen(_ mapping: SchemaMapping) -> Bool {
        mapping["frozen"].flatMap { boolean($0.value, of: "'frozen'") } ?? false
    }
}

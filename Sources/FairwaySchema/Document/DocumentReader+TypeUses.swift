/// A type where it is used, with what its long form says.
struct TypeUse {
    let type: TypeExpression
    /// The long form, where it is written so.
    var mapping: SchemaMapping?
    var remarks = Remarks()
}

extension DocumentReader {
    /// A type in short form, or in long form with the keys that it may have in this place.
    mutating func typeUse(_ node: YAMLNode, of what: String, allowing keys: [String]) -> TypeUse {
        guard case .mapping(let entries) = node.content else {
            return TypeUse(type: typeExpression(node, of: what))
        }
        let mapping = SchemaMapping(location: node.location, entries: entries)
        guard let type = mapping["type"] else {
            return TypeUse(type: dictionary(mapping, of: what))
        }
        refuseUnknownKeys(of: mapping, known: keys)
        let plain = typeExpression(type.value, of: what)
        let constraints = constraints(mapping)
        let remarks = Remarks(
            documentation: keys.contains("description") ? documentation(mapping) : nil,
            deprecation: keys.contains("deprecated") ? deprecation(mapping) : nil
        )
        return TypeUse(
            type: constraints.isEmpty ? plain : .constrained(plain, constraints),
            mapping: mapping,
            remarks: remarks
        )
    }

    /// A type as it stands in a list, a dictionary, a `type` or by itself.
    mutating func typeExpression(_ node: YAMLNode, of what: String) -> TypeExpression {
        switch node.content {
        case .refused: return .refused
        case .scalar(let scalar):
            guard !scalar.text.isEmpty else {
                report.error(.invalidType, at: node.location, "\(what) needs a type")
                return .refused
            }
            return TypeNotation.read(scalar.text, at: node.location, report: &report)
        case .sequence(let items):
            guard let item = items.first, items.count == 1 else {
                let message = "a list is written with the one type of its elements, as in [string]"
                report.error(.invalidType, at: node.location, message)
                return .refused
            }
            return .list(typeExpression(item, of: "the list"))
        case .mapping:
            return typeUse(node, of: what, allowing: SchemaKeys.type).type
        }
    }

    private mutating func dictionary(_ mapping: SchemaMapping, of what: String) -> TypeExpression {
        if let declaring = mapping.entries.first(where: { SchemaKeys.declaring.contains($0.key.text) }) {
            let message = "\(declaring.key.text.quoted) declares a type, which is done by name under 'types'"
            report.error(.inlineDeclaration, at: declaring.key.location, message)
            return .refused
        }
        if let misspelt = misspelling(in: mapping, of: ["type"]) {
            refuseUnknown(misspelt, known: ["type"])
            return .refused
        }
        if mapping.has(SchemaKeys.longForm) {
            report.error(.missingKey, at: mapping.location, "\(what) needs 'type'")
            return .refused
        }
        guard let entry = mapping.entries.first, mapping.entries.count == 1 else {
            let message = "\(what) needs a type: a name, [T], { string: T } or a mapping with 'type'"
            report.error(.invalidType, at: mapping.location, message)
            return .refused
        }
        // No type has a name in lower case but those built in: it is a key that was meant to say something else.
        if case .mapping = entry.value.content, entry.key.text.first?.isLowercase == true,
            BuiltinType(rawValue: entry.key.text) == nil
        {
            refuseUnknown(entry.key, known: ["type"])
            return .refused
        }
        let key = TypeNotation.read(entry.key.text, at: entry.key.location, report: &report)
        return .dictionary(key: key, value: typeExpression(entry.value, of: "the dictionary"))
    }

    /// A key that no type can have for a name, and that is near to one of the words.
    func misspelling(in mapping: SchemaMapping, of words: [String]) -> YAMLEntry.Key? {
        mapping.entries.map(\.key).first { key in
            if key.text.first?.isLowercase == true {
                guard BuiltinType(rawValue: key.text) == nil, !SchemaKeys.longForm.contains(key.text) else {
                    return false
                }
                return Suggestion.nearest(to: key.text, among: words) != nil
            }
            // Some write every key with a capital letter, or with nothing else.
            return words.contains(key.text.lowercased()) && !typeKeys.contains(key.text)
        }
    }
}

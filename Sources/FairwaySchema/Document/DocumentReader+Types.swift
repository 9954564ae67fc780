extension DocumentReader {
    mutating func types(_ document: SchemaMapping) -> [TypeDefinition] {
        entries(document["types"]?.value, of: "'types'").map { entry in
            let name = typeName(entry.key)
            guard case .mapping(let entries) = entry.value.content else {
                let type = typeExpression(entry.value, of: "the type \(entry.key.text.quoted)")
                return TypeDefinition(name: name, remarks: Remarks(), body: .alias(type))
            }
            let mapping = SchemaMapping(location: entry.value.location, entries: entries)
            return definition(name, mapping, key: entry.key)
        }
    }

    private mutating func typeName(_ key: YAMLEntry.Key) -> DefinedName {
        if let first = key.text.unicodeScalars.first, !first.startsTypeName {
            let upper = SwiftNaming.type(key.text)?.identifier ?? ""
            let hint = upper.unicodeScalars.first?.startsTypeName == true ? "; write \(upper.quoted)" : ""
            let message = "the type name \(key.text.quoted) does not start with an upper-case letter\(hint)"
            report.error(.typeNameCase, at: key.location, message)
            return DefinedName(key: key.text, location: key.location, swiftName: nil)
        }
        let name = definedName(key, SwiftNaming.type(key.text))
        guard let swiftName = name.swiftName,
            ReservedNames.refuses(swiftName, what: "type", at: key.location, report: &report)
        else { return name }
        return DefinedName(key: key.text, location: key.location, swiftName: nil)
    }

    private mutating func definition(
        _ name: DefinedName,
        _ mapping: SchemaMapping,
        key: YAMLEntry.Key
    ) -> TypeDefinition {
        let declaring = mapping.entries.filter { SchemaKeys.declaring.contains($0.key.text) }
        if let second = declaring.dropFirst().first, let first = declaring.first {
            let message = "a type has either \(first.key.text.quoted) or \(second.key.text.quoted)"
            let note = Diagnostic.Note(message: "the other is here", location: first.key.location)
            report.error(.invalidType, at: second.key.location, message, notes: [note])
            return TypeDefinition(name: name, remarks: Remarks(), body: .refused)
        }
        switch declaring.first?.key.text {
        case "fields":
            refuseUnknownKeys(of: mapping, known: SchemaKeys.structure)
            let fields = fields(declaring.first?.value)
            return TypeDefinition(name: name, remarks: remarks(mapping), body: .structure(fields))
        case "enum":
            refuseUnknownKeys(of: mapping, known: SchemaKeys.enumeration)
            let remarks = remarks(mapping)
            let enumeration = enumeration(declaring.first?.value, in: mapping, name: key)
            return TypeDefinition(name: name, remarks: remarks, body: enumeration.map { .enumeration($0) } ?? .refused)
        case .some:
            refuseUnknownKeys(of: mapping, known: SchemaKeys.union)
            let remarks = remarks(mapping)
            let union = union(declaring.first?.value, in: mapping, name: key)
            return TypeDefinition(name: name, remarks: remarks, body: union.map { .union($0) } ?? .refused)
        case nil:
            return alias(name, mapping)
        }
    }

    private mutating func alias(_ name: DefinedName, _ mapping: SchemaMapping) -> TypeDefinition {
        let words = SchemaKeys.declaring + ["type"]
        if mapping["type"] == nil, let misspelt = misspelling(in: mapping, of: words) {
            refuseUnknown(misspelt, known: words)
            return TypeDefinition(name: name, remarks: Remarks(), body: .refused)
        }
        if mapping["type"] == nil, mapping.has(SchemaKeys.longForm.union(["frozen", "discriminator"])) {
            let message = "the type \(name.key.quoted) needs 'fields', 'enum', 'union' or 'type'"
            report.error(.missingKey, at: mapping.location, message)
            return TypeDefinition(name: name, remarks: Remarks(), body: .refused)
        }
        let node = YAMLNode(location: mapping.location, content: .mapping(mapping.entries))
        let use = typeUse(node, of: "the type \(name.key.quoted)", allowing: SchemaKeys.alias)
        return TypeDefinition(name: name, remarks: use.remarks, body: .alias(use.type))
    }

    private mutating func fields(_ node: YAMLNode?) -> [FieldDefinition] {
        var names = NameRegister()
        return entries(node, of: "'fields'").map { entry in
            let name = memberName(entry.key)
            let use = typeUse(
                entry.value,
                of: "the field \(entry.key.text.quoted)",
                allowing: SchemaKeys.field
            )
            let wireName = wireName(use.mapping, key: entry.key)
            names.claim(name, of: "field", report: &report)
            names.claim(wireName, of: name, "field", report: &report)
            return FieldDefinition(
                name: name,
                wireName: wireName,
                type: use.type,
                defaultValue: use.mapping?["default"]?.value,
                remarks: use.remarks
            )
        }
    }
}

extension Unicode.Scalar {
    /// Whether it is a letter other than a lower-case one: many scripts have no case.
    fileprivate var startsTypeName: Bool {
        properties.isAlphabetic && !properties.isLowercase
    }
}

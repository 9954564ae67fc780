/// A mapping whose keys are words of the schema language.
struct SchemaMapping {
    let location: SourceLocation
    let entries: [YAMLEntry]

    subscript(key: String) -> YAMLEntry? {
        entries.first { $0.key.text == key }
    }

    /// Whether a key was probably meant to be the one given.
    func hasMisspelling(of word: String, known: [String]) -> Bool {
        entries.contains { !known.contains($0.key.text) && Suggestion.nearest(to: $0.key.text, among: known) == word }
    }

    /// Whether the mapping behind a key was probably written and could not be read: the key is misspelt, or something
    /// else stands there.
    func lacksReadable(_ key: String, known: [String]) -> Bool {
        guard let entry = self[key] else { return hasMisspelling(of: key, known: known) }
        if entry.isRepeated || entry.value.isPartial { return true }
        if case .mapping = entry.value.content { return hasMisspelling(of: key, known: known) }
        return !entry.value.isNull
    }

    func has(_ keys: Set<String>) -> Bool {
        entries.contains { keys.contains($0.key.text) }
    }
}

extension DocumentReader {
    /// The mapping in a node; nil where there is something else, which is then reported.
    mutating func mapping(_ node: YAMLNode, of what: String) -> SchemaMapping? {
        switch node.content {
        case .mapping(let entries): return SchemaMapping(location: node.location, entries: entries)
        case .refused: return nil
        default:
            report.error(.invalidValue, at: node.location, "\(what) is a mapping, not \(node.kindDescription)")
            return nil
        }
    }

    /// The entries of a mapping that may be left empty.
    mutating func entries(_ node: YAMLNode?, of what: String) -> [YAMLEntry] {
        guard let node, !node.isNull else { return [] }
        return mapping(node, of: what)?.entries ?? []
    }

    /// The text of a name or of prose, whatever YAML would make of it; nil where there is none, which is then reported.
    mutating func text(_ node: YAMLNode, of what: String) -> String? {
        switch node.content {
        case .scalar(let scalar) where !scalar.text.isEmpty: return scalar.text
        case .refused: return nil
        default:
            report.error(.invalidValue, at: node.location, "\(what) is text, not \(node.emptyOrKind)")
            return nil
        }
    }

    mutating func boolean(_ node: YAMLNode, of what: String) -> Bool? {
        switch node.content {
        case .scalar(let scalar):
            if case .boolean(let value) = scalar.value { return value }
        case .refused: return nil
        default: break
        }
        report.error(.invalidValue, at: node.location, "\(what) is true or false, not \(node.kindDescription)")
        return nil
    }

    mutating func refuseUnknownKeys(of mapping: SchemaMapping, known: [String]) {
        for entry in mapping.entries where !known.contains(entry.key.text) {
            refuseUnknown(entry.key, known: known)
        }
    }

    mutating func refuseUnknown(_ key: YAMLEntry.Key, known: [String]) {
        guard !SchemaKeys.all.contains(key.text) else {
            report.error(.unknownKey, at: key.location, "the key \(key.text.quoted) has no meaning here")
            return
        }
        let hint = report.hint(for: key.text, among: known)
        report.error(.unknownKey, at: key.location, "unknown key \(key.text.quoted)\(hint)")
    }

    mutating func documentation(_ mapping: SchemaMapping) -> String? {
        guard let entry = mapping["description"], !entry.value.isNull else { return nil }
        return text(entry.value, of: "'description'")
    }

    mutating func remarks(_ mapping: SchemaMapping) -> Remarks {
        Remarks(documentation: documentation(mapping), deprecation: deprecation(mapping))
    }

    mutating func deprecation(_ mapping: SchemaMapping) -> Deprecation? {
        guard let entry = mapping["deprecated"] else { return nil }
        if case .scalar(let scalar) = entry.value.content {
            switch scalar.value {
            case .boolean(true):
                let message = "'deprecated: true' does not say what to use instead"
                report.warning(.deprecatedWithoutMessage, at: entry.value.location, message)
                return Deprecation(message: nil)
            case .string(let message) where !message.isEmpty: return Deprecation(message: message)
            default: break
            }
        }
        if case .refused = entry.value.content { return nil }
        let message = "'deprecated' is true or a message, not \(entry.value.emptyOrKind)"
        report.error(.invalidValue, at: entry.value.location, message)
        return nil
    }

    /// The name on the wire: the key, unless `wireName` says otherwise.
    mutating func wireName(_ mapping: SchemaMapping?, key: YAMLEntry.Key) -> WireName {
        let written = mapping?["wireName"].flatMap { wireName($0.value, of: "'wireName'") }
        return written ?? WireName(text: key.text, location: key.location)
    }

    /// A text that is sent as it is; nil where it cannot be, which is then reported.
    mutating func wireName(_ node: YAMLNode, of what: String) -> WireName? {
        guard let text = text(node, of: what) else { return nil }
        guard !text.unicodeScalars.contains(where: \.isControlOrLineBreak) else {
            report.error(.invalidValue, at: node.location, "the name \(text.quoted) holds a control character")
            return nil
        }
        return WireName(text: text, location: node.location)
    }

    /// The member that a key names, or a report that it names none.
    mutating func memberName(_ key: YAMLEntry.Key) -> DefinedName {
        definedName(key, SwiftNaming.member(key.text))
    }

    mutating func definedName(_ key: YAMLEntry.Key, _ name: SwiftName?) -> DefinedName {
        if name == nil {
            report.error(.unnameable, at: key.location, "no Swift name can be made of \(key.text.quoted)")
        }
        return DefinedName(key: key.text, location: key.location, swiftName: name)
    }
}

extension YAMLNode {
    /// The kind of the value for a message about text, where an empty string is nothing too.
    var emptyOrKind: String {
        if case .scalar(let scalar) = content, scalar.text.isEmpty { return "nothing" }
        return kindDescription
    }

    /// The text of a scalar in quotes, or the kind of what is written.
    var shownText: String {
        if case .scalar(let scalar) = content, !scalar.text.isEmpty { return scalar.text.quoted }
        return emptyOrKind
    }
}

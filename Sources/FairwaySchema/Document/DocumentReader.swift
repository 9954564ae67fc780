/// Reads the shape of a schema from its nodes; the rest of it is in the extensions, by what they read.
struct DocumentReader {
    static let readVersions: [UInt64] = [1]

    var report: DiagnosticReport
    private let path: String
    /// What the document calls its types, to tell a misspelt key from one that names a type.
    private(set) var typeKeys: Set<String> = []

    static func read(_ root: YAMLNode, path: String, report: inout DiagnosticReport) -> SchemaDocument? {
        var reader = DocumentReader(report: report, path: path)
        defer { report = reader.report }
        return reader.document(root)
    }

    private mutating func document(_ root: YAMLNode) -> SchemaDocument? {
        guard let mapping = mapping(root, of: "a schema") else { return nil }
        guard acceptsVersion(mapping) else { return nil }
        refuseUnknownKeys(of: mapping, known: SchemaKeys.document)
        let named = documentName(mapping)
        var document = SchemaDocument(name: named.name, nameLocation: named.location)
        document.documentation = documentation(mapping)
        document.imports = imports(mapping)
        if let entry = mapping["imports"], !document.covers(entry.value) { document.hasUnreadTypes = true }
        let conversion = conversion(mapping) ?? .exact
        if case .mapping(let entries)? = mapping["types"]?.value.content {
            typeKeys = Set(entries.map(\.key.text))
        }
        document.types = types(mapping)
        document.channels = channels(mapping, conversion: conversion)
        document.conversations = conversations(mapping, conversion: conversion)
        if root.isPartial || mapping.lacksReadable("types", known: SchemaKeys.document) {
            document.hasUnreadTypes = true
        }
        document.hasUnreadConversations =
            root.isPartial || mapping.lacksReadable("conversations", known: SchemaKeys.document)
        document.words = WordCollector.words(of: root)
        return document
    }

    /// Whether the rest may be read as the language of this tool: a version that it does not know may mean anything.
    private mutating func acceptsVersion(_ mapping: SchemaMapping) -> Bool {
        let versions = Self.readVersions.map(String.init).joined(separator: ", ")
        guard let version = mapping["fairway"] else {
            // A misspelt key is reported as that.
            guard !mapping.hasMisspelling(of: "fairway", known: SchemaKeys.document) else { return true }
            let message = "the document does not say its version; this tool reads 'fairway: \(versions)'"
            report.error(.unsupportedVersion, at: mapping.location, message)
            return true
        }
        switch version.value.content {
        case .refused: return true
        case .scalar(let scalar):
            if case .integer(isNegative: false, let number?) = scalar.value, Self.readVersions.contains(number) {
                return true
            }
            let found = scalar.text.isEmpty ? "nothing" : scalar.text.quoted
            let isQuoted = versions.split(separator: ", ").contains { $0 == scalar.text }
            let message =
                isQuoted
                ? "the version is a number and stands without quotes; this tool reads version \(versions)"
                : "unknown version \(found); this tool reads version \(versions)"
            report.error(.unsupportedVersion, at: version.value.location, message)
        case .sequence, .mapping:
            let message = "the version is a number; this tool reads version \(versions)"
            report.error(.unsupportedVersion, at: version.value.location, message)
        }
        return false
    }

    private mutating func documentName(_ mapping: SchemaMapping) -> (name: SwiftName?, location: SourceLocation) {
        if let entry = mapping["name"] {
            let location = entry.value.location
            guard let text = text(entry.value, of: "'name'") else { return (nil, location) }
            guard let name = SwiftNaming.type(text) else {
                report.error(.unnameable, at: location, "no Swift name can be made of \(text.quoted)")
                return (nil, location)
            }
            return (ReservedNames.refuses(name, what: "document", at: location, report: &report) ? nil : name, location)
        }
        let file = path.split(separator: "/").last ?? ""
        let stem = file.prefix { $0 != "." }
        let location = mapping.location
        guard let name = SwiftNaming.type(String(stem)) else {
            let message = "no Swift name can be made of the file's name \(String(file).quoted); add 'name'"
            report.error(.missingName, at: location, message)
            return (nil, location)
        }
        if ReservedNames.containsForDocument(name) {
            let message =
                "the file's name gives the namespace '\(name.identifier)', which generated code needs; add 'name'"
            report.error(.missingName, at: location, message)
            return (nil, location)
        }
        return (name, location)
    }
}

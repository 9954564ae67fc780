/// A file whose only key, `use`, names the schema that it stands for.
struct SchemaStub {
    /// The path as written.
    let target: String
    /// The path to read: from the stub's folder where it is relative.
    let targetPath: String
    let location: SourceLocation

    enum Reading {
        case stub(SchemaStub)
        /// A schema of its own.
        case document
        /// A stub that has been reported.
        case refused
    }

    static func isStub(_ root: YAMLNode) -> Bool {
        guard case .mapping(let entries) = root.content else { return false }
        return entries.contains { $0.key.text == "use" }
    }

    static func read(_ root: YAMLNode, path: String, report: inout DiagnosticReport) -> Reading {
        guard case .mapping(let entries) = root.content, let use = entries.first(where: { $0.key.text == "use" }) else {
            return .document
        }
        if let other = entries.first(where: { $0.key.text != "use" }) {
            let message = "the key \(other.key.text.quoted) stands beside 'use', which is the only key of a stub"
            let note = Diagnostic.Note(message: "'use' is here", location: use.key.location)
            report.error(.invalidStub, at: other.key.location, message, notes: [note])
            return .refused
        }
        guard case .scalar(let scalar) = use.value.content, !scalar.text.isEmpty else {
            if case .refused = use.value.content { return .refused }
            report.error(.invalidStub, at: use.value.location, "'use' takes the path of a schema file")
            return .refused
        }
        let targetPath = SchemaPath.path(scalar.text, from: path)
        return .stub(SchemaStub(target: scalar.text, targetPath: targetPath, location: use.value.location))
    }
}

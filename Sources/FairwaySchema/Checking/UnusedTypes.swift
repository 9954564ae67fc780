/// Warns of the types that no event leads to.
struct UnusedTypes {
    private let document: SchemaDocument
    private let types: TypeTable

    init(_ document: SchemaDocument, types: TypeTable) {
        self.document = document
        self.types = types
    }

    func warn(report: inout DiagnosticReport) {
        let events = (document.channels + document.conversations).flatMap(\.events)
        // A document without events is there for its types, and one that is imported may be.
        guard !events.isEmpty, !document.isImported else { return }
        // A name that nothing has may have been meant for any of them.
        guard !report.diagnostics.contains(where: { $0.rule == .unknownType }) else { return }
        let used = typesReached(from: events)
        for (index, definition) in document.types.enumerated() where definition.origin == nil && !used.contains(index) {
            // A use that has been refused is still a use.
            if report.hasErrors, document.words.contains(definition.name.key) { continue }
            let message = "the type \(definition.name.key.quoted) is not used by any event"
            report.warning(.unusedType, at: definition.name.location, message)
        }
    }

    private func typesReached(from events: [EventDefinition]) -> Set<Int> {
        var reached: Set<Int> = []
        var rest = events.flatMap(\.types).flatMap { types.references(of: $0) }
        while let index = rest.popLast() {
            guard reached.insert(index).inserted else { continue }
            switch document.types[index].body {
            case .alias(let type): rest += types.references(of: type)
            case .structure, .union:
                rest += document.types[index].memberExpressions.flatMap { types.references(of: $0) }
            case .enumeration, .refused: break
            }
        }
        return reached
    }
}

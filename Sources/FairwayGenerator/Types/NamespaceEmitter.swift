import FairwaySchema

/// The namespace of a schema, with its types.
struct NamespaceEmitter {
    let documentation: String?
    let types: [TypeDeclaration]
    let context: EmissionContext

    func emit(to writer: inout SourceWriter) {
        let head = "\(context.access)nonisolated enum \(context.namespace)"
        writer.documentation(documentation)
        guard !types.isEmpty else { return writer.line("\(head) {}") }
        writer.block(head) { writer in
            for type in types {
                writer.blank()
                emit(type, to: &writer)
            }
        }
    }

    /// A type is deprecated in words alone, because generated code itself uses it.
    private func documentation(of type: TypeDeclaration) -> String? {
        guard let deprecation = type.deprecation else { return type.documentation }
        let note = deprecation.message.map { "Deprecated: \($0)" } ?? "Deprecated."
        return type.documentation.map { "\($0)\n\n\(note)" } ?? note
    }

    private func emit(_ type: TypeDeclaration, to writer: inout SourceWriter) {
        writer.documentation(documentation(of: type))
        let thrown: [StandardName] = type.isThrown ? [.error] : []
        switch type.kind {
        case .alias(let target):
            let target = context.spelling(target, in: .namespace)
            writer.line("\(context.access)typealias \(type.name) = \(target)")
        case .enumeration(let enumeration):
            let names: [StandardName] = [.sendable, .hashable, .codable, .wireCodable, .wireKey] + thrown
            let head = "\(context.access)enum \(type.name):"
            let emitter = EnumerationEmitter(enumeration: enumeration, context: context)
            emitter.emit(head: head, conformances: context.spelling(names, in: .namespace), to: &writer)
        case .union(let union):
            let head = "\(context.access)enum \(type.name): \(conformances(thrown))"
            UnionEmitter(union: union, context: context).emit(head: head, to: &writer)
        case .structure(let fields):
            let head = "\(context.access)struct \(type.name): \(conformances(thrown))"
            StructureEmitter(fields: fields, context: context).emit(head: head, to: &writer)
        }
    }

    private func conformances(_ more: [StandardName]) -> String {
        context.spelling([.sendable, .hashable, .codable, .wireCodable] + more, in: .namespace)
    }
}

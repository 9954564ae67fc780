import FairwaySchema

/// The namespace of the schema, with its types.
struct NamespaceEmitter {
    let context: EmissionContext

    func emit(to writer: inout SourceWriter) {
        let schema = context.schema
        writer.documentation(schema.documentation)
        guard !schema.types.isEmpty else {
            return writer.line("\(context.access)nonisolated enum \(schema.name) {}")
        }
        writer.block("\(context.access)nonisolated enum \(schema.name)") { writer in
            for type in schema.types {
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
        switch type.kind {
        case .alias(let target):
            let target = context.spelling(target, in: .namespace)
            writer.line("\(context.access)typealias \(type.name) = \(target)")
        case .enumeration(let enumeration):
            EnumerationEmitter(name: type.name, enumeration: enumeration, context: context).emit(to: &writer)
        case .union: break
        case .structure(let fields):
            StructureEmitter(name: type.name, fields: fields, context: context).emit(to: &writer)
        }
    }
}

import FairwaySchema

/// A structure: its properties, its memberwise initialiser, and how it is read and written.
struct StructureEmitter {
    let fields: [StoredField]
    let context: EmissionContext

    init(fields: [FieldDeclaration], context: EmissionContext) {
        self.fields = StoredField.list(fields)
        self.context = context
    }

    func emit(head: String, to writer: inout SourceWriter) {
        writer.block(head) { writer in
            for field in fields { emitProperty(field, to: &writer) }
            writer.blank()
            emitInitializer(to: &writer)
            if fields.contains(where: \.hasOwnKey) {
                writer.blank()
                emitCodingKeys(to: &writer)
            }
            let coding = StructureCodingEmitter(fields: fields, context: context)
            coding.emit(to: &writer)
        }
    }

    private func emitProperty(_ field: StoredField, to writer: inout SourceWriter) {
        let declaration = field.declaration
        let type = context.spelling(declaration.type, in: .namespace)
        let indirect = declaration.isRecursive ? "@\(context.spelling(.indirect, in: .namespace)) " : ""
        writer.documentation(declaration.documentation)
        guard field.isSeparatelyStored else {
            return writer.line("\(indirect)\(context.access)var \(declaration.name): \(type)")
        }
        writer.deprecation(declaration.deprecation)
        writer.block("\(context.access)var \(declaration.name): \(type)") { writer in
            writer.line("get { \(field.storage) }")
            writer.line("set { \(field.storage) = newValue }")
        }
        writer.line("\(indirect)private var \(field.storage): \(type)")
    }

    private func emitInitializer(to writer: inout SourceWriter) {
        let parameters = fields.map { field in
            Parameter(
                name: field.declaration.name,
                internalName: field.parameter,
                type: context.spelling(field.declaration.type, in: .namespace),
                defaultExpression: context.defaultExpression(
                    of: field.declaration.type,
                    field.declaration.defaultValue,
                    in: .namespace
                )
            )
        }
        guard !fields.isEmpty else { return writer.line("\(context.access)init() {}") }
        writer.list("\(context.access)init(", parameters.map(\.declaration), ") {")
        writer.indented { writer in
            for field in fields { writer.line("self.\(field.storage) = \(field.parameter)") }
        }
        writer.line("}")
    }

    private func emitCodingKeys(to writer: inout SourceWriter) {
        let codingKey = context.spelling(.codingKey, in: .namespace)
        writer.block("private enum CodingKeys: String, \(codingKey)") { writer in
            for field in fields {
                let value = field.hasOwnKey ? " = " + SwiftLiteral.string(field.declaration.wireName) : ""
                writer.line("case \(field.storage)\(value)")
            }
        }
    }
}

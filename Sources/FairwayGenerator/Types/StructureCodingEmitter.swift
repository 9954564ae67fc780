import FairwaySchema

/// How a structure is read from the text of a message and written to it, without a tree between.
struct StructureCodingEmitter {
    let fields: [StoredField]
    let context: EmissionContext

    func emit(to writer: inout SourceWriter) {
        let fieldNames = context.spelling(.fieldNames, in: .namespace)
        writer.blank()
        let names = fields.map { SwiftLiteral.string($0.declaration.wireName) }
        writer.filledList("private static let fieldNames: \(fieldNames) = [", names, "]")
        writer.blank()
        emitReading(to: &writer)
        writer.blank()
        emitWriting(to: &writer)
    }

    private var throwing: String { "throws(\(context.spelling(.conversionError, in: .namespace)))" }

    private func emitReading(to writer: inout SourceWriter) {
        let reader = context.spelling(.wireReader, in: .namespace)
        writer.block("\(context.access)init(reading reader: inout \(reader)) \(throwing)") { writer in
            for field in fields { writer.line(variable(field)) }
            writer.line("var fields = try reader.openObject(Self.fieldNames)")
            emitLoop(to: &writer)
            for (index, field) in fields.enumerated() {
                writer.line("self.\(field.storage) = \(value(field, at: index))")
            }
        }
    }

    private func variable(_ field: StoredField) -> String {
        let type = context.spelling(field.declaration.type, in: .namespace)
        if case .optional = field.declaration.type { return "var \(field.variable): \(type)" }
        if isOptional(field) { return "var \(field.variable): \(type) = nil" }
        return "var \(field.variable): \(type)?"
    }

    private func emitLoop(to writer: inout SourceWriter) {
        guard let last = fields.last else {
            return writer.line("while try reader.nextField(in: &fields) != nil {}")
        }
        guard fields.count > 1 else {
            return writer.block("while try reader.nextField(in: &fields) != nil") { emitReading(last, to: &$0) }
        }
        writer.block("while let field = try reader.nextField(in: &fields)") { writer in
            writer.line("switch field {")
            for (index, field) in fields.dropLast().enumerated() {
                emitReading(field, behind: "case \(index): ", to: &writer)
            }
            emitReading(last, behind: "default: ", to: &writer)
            writer.line("}")
        }
    }

    private func emitReading(_ field: StoredField, behind label: String = "", to writer: inout SourceWriter) {
        let declaration = field.declaration
        let type = declaration.type
        var values = context.demand(declaration.constraint, of: type)
        var isNullable = isOptional(field)
        if let value = declaration.defaultValue {
            if values.isEmpty {
                // `null` becomes `nil` as what is missing is, and the default stands in for both.
                isNullable = true
            } else {
                values.insert("ifNull: \(context.expression(value, of: type, in: .namespace))", at: 0)
            }
        }
        // The variable is optional, and a value that is not must not be read as one: `null` would pass for missing.
        let cast = isNullable ? "" : " as \(context.spelling(type, in: .namespace))"
        writer.list("\(label)\(field.variable) = try reader.read(", values, ")\(cast)")
    }

    private func value(_ field: StoredField, at index: Int) -> String {
        if let value = defaultExpression(field) { return "\(field.variable) ?? \(value)" }
        return isOptional(field) ? field.variable : "try reader.required(&\(field.variable), \(index), in: fields)"
    }

    private func isOptional(_ field: StoredField) -> Bool {
        context.types.isOptional(field.declaration.type)
    }

    private func defaultExpression(_ field: StoredField) -> String? {
        guard let value = field.declaration.defaultValue else { return nil }
        // Beside an optional, a bare `.none` would be the optional's.
        if case .enumerationCase(let name) = value, ["none", "some"].contains(name.identifier) {
            return "\(context.spelling(field.declaration.type, in: .namespace)).\(name)"
        }
        return context.expression(value, of: field.declaration.type, in: .namespace)
    }

    private func emitWriting(to writer: inout SourceWriter) {
        let wireWriter = context.spelling(.wireWriter, in: .namespace)
        writer.block("\(context.access)func write(to writer: inout \(wireWriter)) \(throwing)") { writer in
            writer.line("writer.beginObject()")
            for field in fields {
                let name = SwiftLiteral.string(field.declaration.wireName)
                let demand = context.demand(field.declaration.constraint, of: field.declaration.type)
                writer.list("try writer.writeField(", [name, field.storageForWriting] + demand, ")")
            }
            writer.line("writer.endObject()")
        }
    }
}

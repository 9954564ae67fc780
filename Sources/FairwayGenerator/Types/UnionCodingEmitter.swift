import FairwaySchema

/// How a union is read from the text of a message and written to it.
struct UnionCodingEmitter {
    private let union: UnionDeclaration
    private let context: EmissionContext
    /// The constants of the names on the wire, which share a scope with the cases.
    private let caseNames: String
    private let discriminatorNames: String

    init(union: UnionDeclaration, context: EmissionContext) {
        self.union = union
        self.context = context
        var names = InternalNames(union.cases.map(\.name))
        caseNames = names.claim("caseNames")
        discriminatorNames = names.claim("discriminator")
    }

    func emit(to writer: inout SourceWriter) {
        let fieldNames = context.spelling(.fieldNames, in: .namespace)
        let names = union.cases.map { SwiftLiteral.string($0.wireName) }
        writer.blank()
        writer.filledList("private static let \(caseNames): \(fieldNames) = [", names, "]")
        if let discriminator = union.discriminator {
            let name = SwiftLiteral.string(discriminator)
            writer.line("private static let \(discriminatorNames): \(fieldNames) = [\(name)]")
        }
        writer.blank()
        emitReading(to: &writer)
        writer.blank()
        emitWriting(to: &writer)
    }

    private var throwing: String { "throws(\(context.spelling(.conversionError, in: .namespace)))" }

    private func emitReading(to writer: inout SourceWriter) {
        let reader = context.spelling(.wireReader, in: .namespace)
        let isTagged = union.discriminator != nil
        writer.block("\(context.access)init(reading reader: inout \(reader)) \(throwing)") { writer in
            let opening = isTagged ? "peekUnion" : "openUnion"
            let discriminator = isTagged ? ", discriminator: Self.\(discriminatorNames)" : ""
            writer.line("let union = try reader.\(opening)(Self.\(caseNames)\(discriminator))")
            writer.line("switch union.index {")
            for (index, element) in union.cases.enumerated() {
                let demand = context.demand(element.constraint, of: element.type)
                writer.list("case \(index): self = .\(element.name)(try reader.read(", demand, "))")
            }
            writer.line("default: \(unrecognized(isTagged: isTagged))")
            writer.line("}")
            if !isTagged { writer.line("try reader.closeUnion(union)") }
        }
    }

    private func unrecognized(isTagged: Bool) -> String {
        if union.isFrozen { return "throw reader.unrecognizedCase(union)" }
        let value = isTagged ? "try reader.readUnrecognized(union)" : "try reader.read()"
        return "self = .unrecognized(name: union.name, value: \(value))"
    }

    private func emitWriting(to writer: inout SourceWriter) {
        let wireWriter = context.spelling(.wireWriter, in: .namespace)
        writer.block("\(context.access)func write(to writer: inout \(wireWriter)) \(throwing)") { writer in
            writer.line("switch self {")
            for element in union.cases {
                let name = SwiftLiteral.string(element.wireName)
                let demand = context.demand(element.constraint, of: element.type)
                emitCall("case .\(element.name)(let value): ", name: name, demand: demand, to: &writer)
            }
            if !union.isFrozen {
                emitCall("case .unrecognized(let name, let value): ", name: "name", demand: [], to: &writer)
            }
            writer.line("}")
        }
    }

    private func emitCall(_ pattern: String, name: String, demand: [String], to writer: inout SourceWriter) {
        guard let discriminator = union.discriminator else {
            return writer.list("\(pattern)try writer.writeCase(", [name, "value"] + demand, ")")
        }
        writer.line("\(pattern)try writer.write(value, tagged: \(SwiftLiteral.string(discriminator)), \(name))")
    }
}

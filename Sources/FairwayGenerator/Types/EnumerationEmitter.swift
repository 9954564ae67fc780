import FairwaySchema

/// An enumeration of strings: with raw values where it is frozen, and else with a case for what is not known yet.
struct EnumerationEmitter {
    let name: SwiftName
    let enumeration: EnumerationDeclaration
    let context: EmissionContext

    func emit(to writer: inout SourceWriter) {
        enumeration.isFrozen ? emitFrozen(to: &writer) : emitOpen(to: &writer)
    }

    private var conformances: String {
        context.spelling([.sendable, .hashable, .codable, .wireCodable], in: .namespace)
    }

    private func emitFrozen(to writer: inout SourceWriter) {
        writer.block("\(context.access)enum \(name): String, \(conformances)") { writer in
            for element in enumeration.cases {
                writer.documentation(element.documentation)
                let isSame = element.wireName.utf8.elementsEqual(element.name.identifier.utf8)
                writer.line("case \(element.name)\(isSame ? "" : " = " + SwiftLiteral.string(element.wireName))")
            }
        }
    }

    private func emitOpen(to writer: inout SourceWriter) {
        let rawRepresentable = context.spelling(.rawRepresentable, in: .namespace)
        writer.block("\(context.access)enum \(name): \(rawRepresentable), \(conformances)") { writer in
            for element in enumeration.cases {
                writer.documentation(element.documentation)
                writer.line("case \(element.name)")
            }
            writer.documentation("A value that this version of the schema does not know.")
            writer.line("case unrecognized(String)")
            writer.blank()
            emitReading(to: &writer)
            writer.blank()
            emitWriting(to: &writer)
        }
    }

    private func emitReading(to writer: inout SourceWriter) {
        writer.block("\(context.access)init(rawValue: String)") { writer in
            writer.line("switch rawValue {")
            for element in enumeration.cases {
                writer.line("case \(SwiftLiteral.string(element.wireName)): self = .\(element.name)")
            }
            writer.line("default: self = .unrecognized(rawValue)")
            writer.line("}")
        }
    }

    private func emitWriting(to writer: inout SourceWriter) {
        writer.block("\(context.access)var rawValue: String") { writer in
            writer.line("switch self {")
            for element in enumeration.cases {
                writer.line("case .\(element.name): \(SwiftLiteral.string(element.wireName))")
            }
            writer.line("case .unrecognized(let value): value")
            writer.line("}")
        }
    }
}

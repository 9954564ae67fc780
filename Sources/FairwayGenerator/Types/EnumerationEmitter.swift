import FairwaySchema

/// An enumeration of strings: with raw values where it is frozen, and else with a case for what is not known yet.
struct EnumerationEmitter {
    let enumeration: EnumerationDeclaration
    let context: EmissionContext

    /// - Parameter head: the declaration up to the colon, behind which the conformances stand.
    func emit(head: String, conformances: String, to writer: inout SourceWriter) {
        if enumeration.isFrozen {
            emitFrozen(head: "\(head) String, \(conformances)", to: &writer)
        } else {
            let rawRepresentable = context.spelling(.rawRepresentable, in: .namespace)
            emitOpen(head: "\(head) \(rawRepresentable), \(conformances)", to: &writer)
        }
    }

    private func emitFrozen(head: String, to writer: inout SourceWriter) {
        writer.block(head) { writer in
            for element in enumeration.cases {
                writer.documentation(element.documentation)
                let isSame = element.wireName.utf8.elementsEqual(element.name.identifier.utf8)
                writer.line("case \(element.name)\(isSame ? "" : " = " + SwiftLiteral.string(element.wireName))")
            }
        }
    }

    private func emitOpen(head: String, to writer: inout SourceWriter) {
        writer.block(head) { writer in
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

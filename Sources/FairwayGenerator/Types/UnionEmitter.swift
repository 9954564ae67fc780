import FairwaySchema

/// A union: an enumeration whose cases carry values, with one more for what is not known yet unless it is frozen.
struct UnionEmitter {
    let union: UnionDeclaration
    let context: EmissionContext

    func emit(head: String, to writer: inout SourceWriter) {
        writer.block(head) { writer in
            for element in union.cases { emitCase(element, to: &writer) }
            if !union.isFrozen {
                writer.documentation("A case that this version of the schema does not know, with what came in it.")
                let value = context.spelling(.jsonValue, in: .namespace)
                writer.line("case unrecognized(name: String, value: \(value))")
            }
            UnionCodingEmitter(union: union, context: context).emit(to: &writer)
            UnionCodableEmitter(union: union, context: context).emit(to: &writer)
        }
    }

    private func emitCase(_ element: UnionDeclaration.Case, to writer: inout SourceWriter) {
        let indirect = element.isRecursive ? "indirect " : ""
        writer.documentation(element.documentation)
        writer.line("\(indirect)case \(element.name)(\(context.spelling(element.type, in: .namespace)))")
    }
}

import FairwaySchema

/// The protocol of objects that handle what the other side sends.
struct HandlerProtocolEmitter {
    let side: ChannelSide
    let context: EmissionContext

    func emit(to writer: inout SourceWriter) {
        let sendable = context.spelling(.sendable, in: .channel)
        writer.blank()
        writer.documentation(side.handlerDocumentation)
        writer.block("\(context.access)protocol \(side.handler.rawValue): \(sendable)") { writer in
            for event in side.handled { emit(event, to: &writer) }
        }
    }

    private func emit(_ event: EventDeclaration, to writer: inout SourceWriter) {
        var names = InternalNames(event.arguments.map(\.name))
        let remote = names.claim(side.remoteName, "sender")
        var parameters = zip(event.arguments, names.names).map { argument, name in
            Parameter(
                name: argument.name,
                internalName: name,
                type: context.spelling(argument.type, in: .channel),
                defaultExpression: nil
            ).declaration
        }
        parameters.append("from \(remote): \(side.remote.rawValue)")
        writer.documentation(of: event)
        writer.list("func \(event.name)(", parameters, ") async throws\(context.answerClause(of: event, in: .channel))")
    }
}

extension EmissionContext {
    /// What stands behind the parameters of a request for the value that it is answered with.
    func answerClause(of event: EventDeclaration, in scope: SwiftSpelling.Scope) -> String {
        guard case .value(let type) = event.answer else { return "" }
        return " -> \(spelling(type.type, in: scope))"
    }
}

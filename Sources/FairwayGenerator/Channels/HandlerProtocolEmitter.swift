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
            for event in side.handled { emitAssociatedType(for: event, to: &writer) }
            for event in side.handled { emit(event, to: &writer) }
        }
    }

    /// What the handler answers with, where that is more than a value.
    private func emitAssociatedType(for event: EventDeclaration, to writer: inout SourceWriter) {
        guard let name = context.handlerTypes(event, on: side) else { return }
        switch event.answer {
        case .stream(let element):
            let sequence = context.spelling(.asyncSequence, in: .channel)
            let sendable = context.spelling(.sendable, in: .channel)
            let element = context.spelling(element.type, in: .channel)
            let declaration = "associatedtype \(name): \(sequence) & \(sendable)"
            let requirement = "where \(name).Element == \(element)"
            guard !writer.fits("\(declaration) \(requirement)") else {
                return writer.line("\(declaration) \(requirement)")
            }
            writer.line(declaration)
            writer.line(requirement)
        case .conversation(let conversation) where side.handles(conversation):
            let handler = "\(context.spelling(conversation, in: .channel)).\(side.handler.rawValue)"
            writer.line("associatedtype \(name): \(handler)")
        case .none, .void, .value, .conversation: break
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
        if case .conversation(let conversation) = event.answer, !side.handles(conversation) {
            let path = context.spelling(conversation, in: .channel)
            parameters.append("opening \(names.claim("conversation", "opened")): \(path).\(side.remote.rawValue)")
        }
        parameters.append("from \(remote): \(side.remote.rawValue)")
        writer.documentation(of: event)
        writer.list("func \(event.name)(", parameters, ") async throws\(answerClause(of: event))")
    }

    private func answerClause(of event: EventDeclaration) -> String {
        switch event.answer {
        case .value(let type): return " -> \(context.spelling(type.type, in: .channel))"
        case .conversation(let conversation) where !side.handles(conversation): return ""
        case .none, .void, .stream, .conversation:
            return context.handlerTypes(event, on: side).map { " -> \($0)" } ?? ""
        }
    }
}

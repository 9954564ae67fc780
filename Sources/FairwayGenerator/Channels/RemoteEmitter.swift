import FairwaySchema

/// The requests that may be made of the other side, as its methods.
struct RemoteEmitter {
    let side: ChannelSide
    let context: EmissionContext

    func emit(to writer: inout SourceWriter) {
        let path = context.spelling(side.channel.name, in: .file)
        writer.blank()
        writer.block("nonisolated extension \(path).\(side.remote.rawValue)") { writer in
            for event in side.requested {
                writer.blank()
                emit(event, to: &writer)
            }
        }
    }

    private func emit(_ event: EventDeclaration, to writer: inout SourceWriter) {
        let taken: Set = ["arguments", "request", "stream", "open"]
        var names = InternalNames(event.arguments.map(\.name), avoiding: taken)
        var parameters = zip(event.arguments, names.names).map { argument, name in
            Parameter(
                name: argument.name,
                internalName: name,
                type: context.spelling(argument.type, in: .file),
                defaultExpression: context.defaultExpression(of: argument.type, argument.defaultValue, in: .file)
            ).declaration
        }
        var handler: String?
        if case .conversation(let conversation) = event.answer, side.handles(conversation) {
            let name = names.claim("handler", "handlerObject")
            let type = "some \(context.spelling(conversation, in: .file)).\(side.handler.rawValue)"
            parameters.append("handler\(name == "handler" ? "" : " " + name): \(type)")
            handler = name
        }
        writer.documentation(of: event)
        writer.deprecation(event.deprecation)
        writer.list("\(context.access)func \(event.name)(", parameters, ") async throws\(answerClause(of: event)) {")
        writer.indented { writer in
            emitCall(of: event, arguments: names.names, handler: handler, to: &writer)
        }
        writer.line("}")
    }

    private func emitCall(
        of event: EventDeclaration,
        arguments: [String],
        handler: String?,
        to writer: inout SourceWriter
    ) {
        let options = CallOptions(of: event, on: side.channel, scope: .file, context: context)
        let name = SwiftLiteral.string(event.wireName)
        let opening: String
        var values = [name]
        switch event.answer {
        case .none, .void, .value: opening = "try await request("
        case .stream(let element):
            opening = "try await stream("
            values.append("of: \(context.spelling(element.type, in: .file)).self")
        case .conversation(let conversation):
            opening = "try await open("
            values.append("\(context.spelling(conversation, in: .file)).self")
        }
        values += options.request
        if !arguments.isEmpty {
            emitHead(opening, values, to: &writer)
            writer.indented { writer in
                for (argument, name) in zip(event.arguments, arguments) {
                    context.emitAppending(argument, as: name, to: &writer)
                }
            }
            if handler == nil { writer.line("}") }
        } else if handler == nil {
            writer.list(opening, values, ")")
        }
        guard let handler else { return }
        // It is registered before the other side may speak.
        if arguments.isEmpty {
            writer.list(opening, values, ") { _ in } prepare: { conversation in")
        } else {
            writer.line("} prepare: { conversation in")
        }
        writer.indented { $0.line("conversation.register(\(handler))") }
        writer.line("}")
    }

    private func emitHead(_ opening: String, _ values: [String], to writer: inout SourceWriter) {
        let signature = "arguments throws(\(context.spelling(.conversionError, in: .file))) in"
        let line = "\(opening)\(values.joined(separator: ", "))) { \(signature)"
        guard !writer.fits(line) else { return writer.line(line) }
        writer.list(opening, values, ") {")
        writer.indented { $0.line(signature) }
    }

    private func answerClause(of event: EventDeclaration) -> String {
        switch event.answer {
        case .none, .void: ""
        case .value(let type): " -> \(context.spelling(type.type, in: .file))"
        case .stream(let type):
            " -> \(context.spelling(.remoteStream, in: .file))<\(context.spelling(type.type, in: .file))>"
        case .conversation(let name): " -> \(context.spelling(name, in: .file)).\(side.remote.rawValue)"
        }
    }
}

extension EmissionContext {
    /// The statement that writes an argument, whose value is in a variable.
    func emitAppending(_ argument: ArgumentDeclaration, as variable: String, to writer: inout SourceWriter) {
        let name = "as: \(SwiftLiteral.string(argument.schemaName))"
        let demand = demand(argument.constraint, of: argument.type)
        writer.list("try arguments.append(", [variable, name] + demand, ")")
    }
}

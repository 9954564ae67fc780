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
        let function: String
        var values = [SwiftLiteral.string(event.wireName)]
        switch event.answer {
        case .none, .void, .value: function = "request"
        case .stream(let element):
            function = "stream"
            values.append("of: \(context.spelling(element.type, in: .file)).self")
        case .conversation(let conversation):
            function = "open"
            values.append("\(context.spelling(conversation, in: .file)).self")
        }
        values += options.request
        let opening = "try await \(function)("
        guard !arguments.isEmpty else {
            writer.list(opening, values, handler == nil ? ")" : ") { _ in")
            return emitPreparation(handler, to: &writer)
        }
        emitHead(opening, values, to: &writer)
        writer.indented { writer in
            for (argument, name) in zip(event.arguments, arguments) {
                writer.line(context.appending(argument, as: name))
            }
        }
        handler == nil ? writer.line("}") : emitPreparation(handler, to: &writer)
    }

    private func emitHead(_ opening: String, _ values: [String], to writer: inout SourceWriter) {
        let signature = "arguments throws(\(context.spelling(.conversionError, in: .file))) in"
        let line = "\(opening)\(values.joined(separator: ", "))) { \(signature)"
        guard !writer.fits(line) else { return writer.line(line) }
        writer.list(opening, values, ") {")
        writer.indented { $0.line(signature) }
    }

    /// The closure in which the handler object is registered before the other side may speak.
    private func emitPreparation(_ handler: String?, to writer: inout SourceWriter) {
        guard let handler else { return }
        writer.line("} prepare: { conversation in")
        writer.indented { $0.line("conversation.register(\(handler))") }
        writer.line("}")
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
    func appending(_ argument: ArgumentDeclaration, as variable: String) -> String {
        let name = SwiftLiteral.string(argument.schemaName)
        return "try arguments.append(\(variable), as: \(name)\(whereClause(argument.constraint, of: argument.type)))"
    }
}

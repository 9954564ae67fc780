import FairwaySchema

/// The requests that may be made of the other side, as its methods.
struct RemoteEmitter {
    let side: ChannelSide
    let channel: ChannelDeclaration
    let context: EmissionContext

    func emit(to writer: inout SourceWriter) {
        let path = "\(context.schema.name).\(channel.name)"
        writer.blank()
        writer.block("nonisolated extension \(path).\(side.remote.rawValue)") { writer in
            for event in side.requested {
                writer.blank()
                emit(event, to: &writer)
            }
        }
    }

    private func emit(_ event: EventDeclaration, to writer: inout SourceWriter) {
        let names = InternalNames(event.arguments.map(\.name), avoiding: ["arguments", "request"]).names
        let parameters = zip(event.arguments, names).map { argument, name in
            Parameter(
                name: argument.name,
                internalName: name,
                type: context.spelling(argument.type, in: .file),
                defaultExpression: context.defaultExpression(of: argument.type, argument.defaultValue)
            ).declaration
        }
        let answer = context.answerClause(of: event, in: .file)
        let error = context.spelling(.conversionError, in: .file)
        let request = "try await request(\(SwiftLiteral.string(event.wireName)))"
        writer.documentation(of: event)
        writer.deprecation(event.deprecation)
        writer.list("\(context.access)func \(event.name)(", parameters, ") async throws\(answer) {")
        writer.indented { writer in
            guard !names.isEmpty else { return writer.line(request) }
            writer.line("\(request) { arguments throws(\(error)) in")
            writer.indented { writer in
                for name in names { writer.line("try arguments.append(\(name))") }
            }
            writer.line("}")
        }
        writer.line("}")
    }
}

import FairwaySchema

/// The events that a side may emit, as values.
struct EventEnumerationEmitter {
    let side: ChannelSide
    let context: EmissionContext

    func emit(to writer: inout SourceWriter) {
        let channelEvent = context.spelling(.channelEvent, in: .channel)
        writer.blank()
        writer.documentation(side.eventDocumentation)
        writer.block("\(context.access)enum \(side.event.rawValue): \(channelEvent)") { writer in
            for event in side.emitted { emitCase(event, to: &writer) }
            writer.blank()
            emitEventName(to: &writer)
            writer.blank()
            emitWriting(to: &writer)
        }
    }

    private func emitCase(_ event: EventDeclaration, to writer: inout SourceWriter) {
        writer.documentation(of: event)
        writer.deprecation(event.deprecation)
        guard !event.arguments.isEmpty else { return writer.line("case \(event.name)") }
        let values = event.arguments.map { argument in
            let type = context.spelling(argument.type, in: .channel)
            let fallback = context.defaultExpression(of: argument.type, argument.defaultValue, in: .channel)
            let value = fallback.map { " = \($0)" } ?? ""
            let label = event.isNamedAfterItsArgument ? "" : argument.name.parameterLabel + ": "
            return label + type + value
        }
        writer.list("case \(event.name)(", values, ")")
    }

    private func emitEventName(to writer: inout SourceWriter) {
        let eventName = context.spelling(.eventName, in: .channel)
        writer.block("\(context.access)var eventName: \(eventName)") { writer in
            writer.line("switch self {")
            for event in side.emitted {
                writer.line("case .\(event.name): \(SwiftLiteral.string(event.wireName))")
            }
            writer.line("}")
        }
    }

    private func emitWriting(to writer: inout SourceWriter) {
        let access = context.access
        let arguments = context.spelling(.argumentWriter, in: .channel)
        let error = context.spelling(.conversionError, in: .channel)
        let head = "\(access)func writeArguments(to arguments: inout \(arguments)) throws(\(error))"
        guard side.emitted.contains(where: { !$0.arguments.isEmpty }) else { return writer.line("\(head) {}") }
        writer.block(head) { writer in
            writer.line("switch self {")
            for event in side.emitted { emitArguments(of: event, to: &writer) }
            writer.line("}")
        }
    }

    private func emitArguments(of event: EventDeclaration, to writer: inout SourceWriter) {
        guard !event.arguments.isEmpty else { return writer.line("case .\(event.name): break") }
        let names = InternalNames(event.arguments.map(\.name), avoiding: ["arguments"]).names
        writer.list("case .\(event.name)(", names.map { "let \($0)" }, "):")
        writer.indented { writer in
            for (argument, name) in zip(event.arguments, names) {
                context.emitAppending(argument, as: name, to: &writer)
            }
        }
    }
}

extension EventDeclaration {
    /// Whether a label would only say the event's name again, as in `message(message:)`.
    var isNamedAfterItsArgument: Bool {
        arguments.count == 1 && arguments.first?.name == name
    }
}

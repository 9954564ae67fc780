import FairwaySchema

/// The descriptors of a direction, which `on` and `once` take: one constant for each event.
struct DescriptorEmitter {
    let side: ChannelSide
    let context: EmissionContext

    func emit(to writer: inout SourceWriter) {
        writer.blank()
        writer.documentation(side.descriptorDocumentation)
        writer.block("\(context.access)enum \(side.descriptors.rawValue)") { writer in
            for event in side.handled { emit(event, to: &writer) }
        }
    }

    private func emit(_ event: EventDeclaration, to writer: inout SourceWriter) {
        let isEmpty = event.arguments.isEmpty
        let error = context.spelling(.conversionError, in: .channel)
        let types = [answer(of: event)] + event.arguments.map { context.spelling($0.type, in: .channel) }
        let head = "\(context.access)static let \(event.name) = \(side.descriptor(of: event).rawValue)<"
        let options = CallOptions(of: event, on: side.channel, scope: .channel, context: context)
        let values = [SwiftLiteral.string(event.wireName)] + options.descriptor
        let parameter = isEmpty ? "_" : "arguments"
        let signature = "\(parameter) throws(\(error)) in"
        let opening = "\(head)\(types.joined(separator: ", "))>(\(values.joined(separator: ", "))) {"
        if isEmpty, writer.fits("\(opening) \(signature) }") {
            return writer.line("\(opening) \(signature) }")
        }
        if writer.fits("\(opening) \(signature)") {
            writer.line("\(opening) \(signature)")
            writer.indented { emitReading(of: event, to: &$0) }
        } else {
            emitOpening(head: head, types: types, values: values, to: &writer)
            writer.indented { writer in
                writer.line(signature)
                emitReading(of: event, to: &writer)
            }
        }
        writer.line("}")
    }

    /// The call up to the brace of its closure, broken where it has lists.
    private func emitOpening(head: String, types: [String], values: [String], to writer: inout SourceWriter) {
        let generic = "\(head)\(types.joined(separator: ", "))>("
        if writer.fits(generic) {
            writer.list(generic, values, ") {")
        } else {
            writer.list(head, types, ">(\(values.joined(separator: ", "))) {")
        }
    }

    private func emitReading(of event: EventDeclaration, to writer: inout SourceWriter) {
        let readings = event.arguments.map { argument in
            let fallback = argument.defaultValue.map { value in
                "default: \(context.expression(value, of: argument.type, in: .channel))"
            }
            let values = [SwiftLiteral.string(argument.schemaName), fallback].compactMap(\.self)
            let demand = context.demand(argument.constraint, of: argument.type)
            return "try arguments.next(\((values + demand).joined(separator: ", ")))"
        }
        guard readings.count != 1 else { return writer.line(readings[0]) }
        guard !readings.isEmpty else { return }
        writer.list("(", readings, ")")
    }

    private func answer(of event: EventDeclaration) -> String {
        switch event.answer {
        case .none, .void: context.spelling(.void, in: .channel)
        case .value(let type), .stream(let type): context.spelling(type.type, in: .channel)
        case .conversation(let name): context.spelling(name, in: .channel)
        }
    }
}

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
        let error = context.spelling(.conversionError, in: .channel)
        let name = SwiftLiteral.string(event.wireName)
        let types = [answer(of: event)] + event.arguments.map { context.spelling($0.type, in: .channel) }
        let generic = "\(context.access)static let \(event.name) = \(side.descriptor.rawValue)<"
        let opening = "\(generic)\(types.joined(separator: ", "))>(\(name)) {"
        let parameter = event.arguments.isEmpty ? "_" : "arguments"
        let signature = "\(parameter) throws(\(error)) in"
        if writer.fits("\(opening) \(signature)") {
            writer.line("\(opening) \(signature)")
            writer.indented { emitReading(of: event, to: &$0) }
        } else {
            writer.list(generic, types, ">(\(name)) {")
            writer.indented { writer in
                writer.line(signature)
                emitReading(of: event, to: &writer)
            }
        }
        writer.line("}")
    }

    private func emitReading(of event: EventDeclaration, to writer: inout SourceWriter) {
        let readings = event.arguments.map { argument in
            let name = SwiftLiteral.string(argument.schemaName)
            guard let value = argument.defaultValue else { return "try arguments.next(\(name))" }
            return "try arguments.next(\(name), default: \(context.expression(value, of: argument.type)))"
        }
        guard readings.count != 1 else { return writer.line(readings[0]) }
        guard !readings.isEmpty else { return }
        writer.list("(", readings, ")")
    }

    private func answer(of event: EventDeclaration) -> String {
        guard case .value(let type) = event.answer else { return context.spelling(.void, in: .channel) }
        return context.spelling(type.type, in: .channel)
    }
}

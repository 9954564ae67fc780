import FairwaySchema

/// The method that registers a handler object for every event of the channel.
struct RegistrationEmitter {
    let side: ChannelSide
    let channel: ChannelDeclaration
    let context: EmissionContext

    private var path: String { "\(context.schema.name).\(channel.name)" }

    func emit(to writer: inout SourceWriter) {
        let registry = context.spelling(.handlerRegistry, in: .file)
        writer.blank()
        writer.block("nonisolated extension \(registry)<\(path).\(side.remote.rawValue)>") { writer in
            writer.documentation("Registers `handler` for every event of the channel.")
            let head = "\(context.access)func register(_ handler: some \(path).\(side.handler.rawValue))"
            writer.block(head) { writer in
                for event in side.handled { emit(event, to: &writer) }
            }
        }
    }

    private func emit(_ event: EventDeclaration, to writer: inout SourceWriter) {
        var names = InternalNames(event.arguments.map(\.name), avoiding: ["handler"])
        let remote = names.claim(side.remoteName, "sender")
        let opening = "on(\(path).\(side.descriptors.rawValue).\(event.name)) {"
        let parameters = ([remote] + names.names).joined(separator: ", ") + " in"
        let isShort = writer.fits("\(opening) \(parameters)")
        writer.line(isShort ? "\(opening) \(parameters)" : opening)
        writer.indented { writer in
            if !isShort { emitParameters([remote] + names.names, to: &writer) }
            emitCall(of: event, names: names.names, remote: remote, to: &writer)
        }
        writer.line("}")
    }

    private func emitParameters(_ names: [String], to writer: inout SourceWriter) {
        let line = names.joined(separator: ", ") + " in"
        guard !writer.fits(line) else { return writer.line(line) }
        for name in names.dropLast() { writer.line(name + ",") }
        if let last = names.last { writer.line(last + " in") }
    }

    private func emitCall(
        of event: EventDeclaration,
        names: [String],
        remote: String,
        to writer: inout SourceWriter
    ) {
        var arguments = zip(event.arguments, names).map { "\($0.name.argumentLabel): \($1)" }
        arguments.append("from: \(remote)")
        writer.list("try await handler.\(event.name)(", arguments, ")")
    }
}

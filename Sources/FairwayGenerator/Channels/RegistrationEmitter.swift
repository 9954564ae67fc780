import FairwaySchema

/// The method that registers a handler object for every event of the channel.
struct RegistrationEmitter {
    let side: ChannelSide
    let context: EmissionContext

    private var path: String { context.spelling(side.channel.name, in: .file) }

    func emit(to writer: inout SourceWriter) {
        let registry = context.spelling(.handlerRegistry, in: .file)
        let place = side.channel.kind == .conversation ? "conversation" : "channel"
        writer.blank()
        writer.block("nonisolated extension \(registry)<\(path).\(side.remote.rawValue)>") { writer in
            writer.documentation("Registers `handler` for every event of the \(place).")
            let head = "\(context.access)func register(_ handler: some \(path).\(side.handler.rawValue))"
            writer.block(head) { writer in
                for event in side.handled { emit(event, to: &writer) }
            }
        }
    }

    private func emit(_ event: EventDeclaration, to writer: inout SourceWriter) {
        var names = InternalNames(event.arguments.map(\.name), avoiding: ["handler"])
        let remote = names.claim(side.remoteName, "sender")
        var call = zip(event.arguments, names.names).map { "\($0.name.argumentLabel): \($1)" }
        var parameters = [remote] + names.names
        var opening = "try await handler.\(event.name)("
        var closing = ")"
        if case .conversation(let conversation) = event.answer {
            let opened = names.claim("conversation", "opened")
            parameters.append(opened)
            if side.handles(conversation) {
                opening = "\(opened).register(\(opening)"
                closing += ")"
            } else {
                call.append("opening: \(opened)")
            }
        }
        call.append("from: \(remote)")
        let head = "on(\(path).\(side.descriptors.rawValue).\(event.name)) {"
        let line = parameters.joined(separator: ", ") + " in"
        let isShort = writer.fits("\(head) \(line)")
        writer.line(isShort ? "\(head) \(line)" : head)
        writer.indented { writer in
            if !isShort { emitParameters(parameters, to: &writer) }
            writer.list(opening, call, closing)
        }
        writer.line("}")
    }

    private func emitParameters(_ names: [String], to writer: inout SourceWriter) {
        let line = names.joined(separator: ", ") + " in"
        guard !writer.fits(line) else { return writer.line(line) }
        for name in names.dropLast() { writer.line(name + ",") }
        if let last = names.last { writer.line(last + " in") }
    }
}

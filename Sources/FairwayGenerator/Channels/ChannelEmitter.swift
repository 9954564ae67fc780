import FairwaySchema

/// A channel: its namespace, the requests of both remote sides, and the registration of handler objects.
struct ChannelEmitter {
    let channel: ChannelDeclaration
    let context: EmissionContext

    func emit(to writer: inout SourceWriter) {
        let title =
            switch channel.kind {
            case .main: "The main channel"
            case .named(let wireName): SwiftComment.line(wireName)
            case .conversation: "The conversation \(channel.name)"
            }
        let sides = GenerationOptions.Role.allCases
            .filter(context.options.roles.contains)
            .map { ChannelSide($0, of: channel, context: context) }
        writer.blank()
        writer.line("// MARK: - \(title)")
        writer.blank()
        writer.block("nonisolated extension \(context.schema.name)") { writer in
            emitNamespace(sides, to: &writer)
        }
        // A client's requests come first, as a reader looks for them first.
        for side in sides.reversed() where !side.requested.isEmpty {
            RemoteEmitter(side: side, context: context).emit(to: &writer)
        }
        for side in sides where !side.handled.isEmpty {
            RegistrationEmitter(side: side, context: context).emit(to: &writer)
        }
    }

    private func emitNamespace(_ sides: [ChannelSide], to writer: inout SourceWriter) {
        let access = context.access
        let name = context.spelling(channel.name, in: .channel)
        let isConversation = channel.kind == .conversation
        let binding = context.spelling(isConversation ? .conversationBinding : .channelBinding, in: .namespace)
        writer.documentation(channel.documentation)
        writer.block("\(access)enum \(channel.name): \(binding)") { writer in
            if !isConversation {
                let channelName = context.spelling(.channelName, in: .channel)
                let wireName = SwiftLiteral.string(channel.wireName)
                writer.line("\(access)static let channelName: \(channelName) = \(wireName)")
                writer.blank()
            }
            writer.line("\(access)typealias RemoteServer = Fairway.RemoteServer<\(name)>")
            writer.line("\(access)typealias RemoteClient = Fairway.RemoteClient<\(name)>")
            for side in sides where !side.handled.isEmpty {
                HandlerProtocolEmitter(side: side, context: context).emit(to: &writer)
            }
            // What a client emits goes to the server, so it stands first as `toServer` does in the schema.
            for side in sides.reversed() where !side.emitted.isEmpty {
                EventEnumerationEmitter(side: side, context: context).emit(to: &writer)
            }
            for side in sides where !side.handled.isEmpty {
                DescriptorEmitter(side: side, context: context).emit(to: &writer)
            }
        }
    }
}

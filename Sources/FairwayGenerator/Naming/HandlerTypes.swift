import FairwaySchema

/// The associated types of the handler protocols: what a handler answers with a stream or a conversation.
///
/// Each carries the names of its channel and its event, so that one object may serve several channels.
struct HandlerTypes {
    private struct Key: Hashable {
        let channel: SwiftName
        let role: GenerationOptions.Role
        let event: SwiftName
    }

    private var names: [Key: String] = [:]

    init(_ schema: Schema) {
        let channels = schema.channels + schema.conversations
        let declared = schema.types.map(\.name) + channels.map(\.name) + schema.imports.map(\.name) + [schema.name]
        var used = Set(declared.map(\.identifier))
        used.formUnion(StandardName.allCases.map(\.rawValue))
        used.formUnion(ChannelMember.allCases.map(\.rawValue))
        for channel in channels {
            for role in GenerationOptions.Role.allCases {
                for event in channel.handled(by: role) {
                    guard let suffix = event.handlerTypeSuffix else { continue }
                    var name = channel.name.identifier + event.name.capitalized + suffix
                    while !used.insert(name).inserted { name += suffix }
                    names[Key(channel: channel.name, role: role, event: event.name)] = name
                }
            }
        }
    }

    /// The associated type for what the side answers the event with; nil where the answer has a type of its own.
    func callAsFunction(_ event: EventDeclaration, on side: ChannelSide) -> String? {
        names[Key(channel: side.channel.name, role: side.role, event: event.name)]
    }
}

extension EventDeclaration {
    fileprivate var handlerTypeSuffix: String? {
        switch answer {
        case .stream: "Stream"
        case .conversation: "Handler"
        case .none, .void, .value: nil
        }
    }
}

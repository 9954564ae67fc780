import FairwaySchema

/// One side of a channel: what it handles, what it sends, and what its code is called.
struct ChannelSide {
    let role: GenerationOptions.Role
    let channel: ChannelDeclaration
    /// The conversations in which the side has something to handle.
    private let handledConversations: Set<SwiftName>

    init(_ role: GenerationOptions.Role, of channel: ChannelDeclaration, context: EmissionContext) {
        self.role = role
        self.channel = channel
        handledConversations = context.handledConversations[role] ?? []
    }

    /// What the side handles, and the other side sends.
    var handled: [EventDeclaration] { channel.handled(by: role) }
    /// What the side sends.
    var sent: [EventDeclaration] { role == .server ? channel.toClient : channel.toServer }
    /// What the side emits and nobody answers.
    var emitted: [EventDeclaration] { sent.filter { $0.answer == .none } }
    /// What the side asks of the other.
    var requested: [EventDeclaration] { sent.filter { $0.answer != .none } }

    /// Whether the side has handlers in a conversation, so that one is needed where the conversation is opened.
    func handles(_ conversation: SwiftName) -> Bool {
        handledConversations.contains(conversation)
    }

    var handler: ChannelMember { role == .server ? .serverHandler : .clientHandler }
    var event: ChannelMember { role == .server ? .serverEvent : .clientEvent }
    var descriptors: ChannelMember { role == .server ? .toServer : .toClient }
    /// The other side, as this one sees it.
    var remote: ChannelMember { role == .server ? .remoteClient : .remoteServer }
    /// What a handler calls the other side.
    var remoteName: String { role == .server ? "client" : "server" }

    /// The type of the descriptor of an event that the side handles.
    func descriptor(of event: EventDeclaration) -> ChannelMember {
        switch event.answer {
        case .none, .void, .value: role == .server ? .serverbound : .clientbound
        case .stream: role == .server ? .serverboundStream : .clientboundStream
        case .conversation: role == .server ? .serverboundConversation : .clientboundConversation
        }
    }

    var handlerDocumentation: String {
        role == .server
            ? "What a server does with what clients send." : "What a client does with what the server sends."
    }

    var eventDocumentation: String { "What a \(role.rawValue) may emit." }

    var descriptorDocumentation: String {
        role == .server ? "The events that a client sends." : "The events that a server sends."
    }
}

extension ChannelDeclaration {
    /// What one side handles, and the other sends.
    func handled(by role: GenerationOptions.Role) -> [EventDeclaration] {
        role == .server ? toServer : toClient
    }
}

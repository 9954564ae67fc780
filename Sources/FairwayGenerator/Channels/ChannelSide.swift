import FairwaySchema

/// One side of a channel: what it handles, what it sends, and what its code is called.
struct ChannelSide {
    let role: GenerationOptions.Role
    /// What the side handles, and the other side sends.
    let handled: [EventDeclaration]
    /// What the side sends.
    let sent: [EventDeclaration]

    init(_ role: GenerationOptions.Role, of channel: ChannelDeclaration) {
        self.role = role
        handled = role == .server ? channel.toServer : channel.toClient
        sent = role == .server ? channel.toClient : channel.toServer
    }

    /// What the side emits and nobody answers.
    var emitted: [EventDeclaration] { sent.filter { !$0.isRequest } }
    /// What the side asks of the other.
    var requested: [EventDeclaration] { sent.filter(\.isRequest) }

    var handler: ChannelMember { role == .server ? .serverHandler : .clientHandler }
    var event: ChannelMember { role == .server ? .serverEvent : .clientEvent }
    var descriptors: ChannelMember { role == .server ? .toServer : .toClient }
    var descriptor: ChannelMember { role == .server ? .serverbound : .clientbound }
    /// The other side, as this one sees it.
    var remote: ChannelMember { role == .server ? .remoteClient : .remoteServer }
    /// What a handler calls the other side.
    var remoteName: String { role == .server ? "client" : "server" }

    var handlerDocumentation: String {
        role == .server
            ? "What a server does with what clients send." : "What a client does with what the server sends."
    }

    var eventDocumentation: String { "What a \(role.rawValue) may emit." }

    var descriptorDocumentation: String {
        role == .server ? "The events that a client sends." : "The events that a server sends."
    }
}

extension EventDeclaration {
    /// Whether the sender waits for something.
    var isRequest: Bool {
        switch answer {
        case .none: false
        case .void, .value, .stream, .conversation: true
        }
    }
}

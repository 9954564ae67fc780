/// A type inside the namespace of a channel; it hides a type of the schema with the same name there.
package enum ChannelMember: String, CaseIterable {
    case serverHandler = "ServerHandler"
    case clientHandler = "ClientHandler"
    case remoteServer = "RemoteServer"
    case remoteClient = "RemoteClient"
    case serverEvent = "ServerEvent"
    case clientEvent = "ClientEvent"
    case toServer = "ToServer"
    case toClient = "ToClient"
    // These come from the runtime's protocol, to which each channel conforms.
    case serverbound = "Serverbound"
    case clientbound = "Clientbound"
    case serverboundStream = "ServerboundStream"
    case clientboundStream = "ClientboundStream"
    case serverboundConversation = "ServerboundConversation"
    case clientboundConversation = "ClientboundConversation"
}
